import type { Template } from './failure-template.ts';

/** Words for backups that cannot be read, and for what came back with one. */
export const BACKUP_TEXT = {
  'backup-foreign': {
    cause: 'This file is not a backup of Understudy.',
    still: 'Nothing was changed. A backup ends in “.understudy”.',
    step: 'review',
    label: 'Choose another file',
  },
  'backup-damaged': {
    cause: 'This backup was cut short or changed after it was made. {detail}',
    still: 'Nothing was changed. Copy the file again from where it was kept, or take an earlier backup.',
    step: 'review',
    label: 'Choose another file',
  },
  'backup-newer': {
    cause: 'This backup was made by a newer Understudy.',
    still: 'Nothing was changed. Update the extension, then restore it.',
    step: 'review',
    label: 'Choose another file',
  },
  'backup-passphrase': {
    cause: 'This is not the passphrase of this backup.',
    still: 'Nothing was changed. Without its passphrase nobody can read it, we neither.',
    step: 'review',
    label: 'Try another passphrase',
  },
  'export-too-large': {
    cause: 'All of it together is more than one zip file can hold.',
    still: 'Nothing was lost. Leave the copy of Notion out, and export again.',
    step: 'review',
    label: 'Change what goes in',
  },
  restored: {
    cause: 'This came back with a backup before it was finished, and was not run again.',
    still: 'What had arrived by then is kept.',
    step: 'retry',
  },
  'restored-write': {
    cause: 'This came back with a backup. It may have been written since the backup was made.',
    still: 'Once you approve it, Notion is looked at first, and only what is missing is written.',
    step: 'review',
  },
} as const satisfies Record<string, Template>;
