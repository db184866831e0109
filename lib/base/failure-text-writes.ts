import type { Template } from './failure-template.ts';

/** Words for what goes wrong on the way into Notion, and with tools and tables that a model fills. */
export const WRITE_TEXT = {
  'write-invalid': {
    cause: 'Notion would refuse this, so it was not sent. {detail}',
    still: 'Nothing was written, and the text is kept here.',
    step: 'review',
  },
  'write-address': {
    cause: 'Not sent: it holds an address that stands in none of the pages it was made from. {detail}',
    still: 'Nothing was written, and the text is kept here.',
    step: 'review',
  },
  'writes-off': {
    cause: 'Writing to Notion is switched off in the settings.',
    still: 'Nothing was written. Reading, searching and asking go on.',
    step: 'options',
  },
  'approval-ended': {
    cause: 'The standing approval for this has ended or was taken back.',
    still: 'Nothing was written. You can approve this one by itself.',
    step: 'review',
  },
  'report-unfit': {
    cause: 'This report cannot be computed as it is defined. {detail}',
    still: 'Nothing was read or sent. Earlier runs of it are kept.',
    step: 'review',
    label: 'Change the report',
  },
  'write-conflict': {
    cause: 'Somebody changed this in Notion after the change was prepared.',
    still: 'Nothing was overwritten. All three versions are below.',
    step: 'review',
  },
  'write-gone': {
    cause: 'What was to be changed no longer stands in Notion.',
    still: 'Nothing was written, and the text is kept here.',
    step: 'review',
  },
  'undo-edited': {
    cause: 'This was edited in Notion after it was written, so undoing it would take other people’s words with it.',
    still: 'Nothing was undone.',
    step: 'open-page',
    label: 'Open it in Notion',
  },
  'tool-misused': {
    cause: '{model} called a tool in a way that does not fit. {detail}',
    still: 'Nothing was read or written by that call.',
    step: 'retry',
  },
  'answer-misfit': {
    cause: '{model} did not answer in the form that was asked for. {detail}',
    still: 'Nothing was written.',
    step: 'switch-model',
  },
} as const satisfies Record<string, Template>;
