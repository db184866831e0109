import { useId, useRef, useState } from 'preact/hooks';

import type { BackupSource, RestoreWay } from '../../lib/keeping/backup-ports.ts';
import type { BackupLabel, CheckedBackup, DataDesk } from '../../lib/messages/data-desk.ts';
import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { moment } from '../kit/moment.ts';
import { focusField } from './focus-field.ts';
import { LongWorkView } from './long-work-view.tsx';
import { RestorePreview } from './restore-preview.tsx';
import { useLongWork } from './use-long-work.ts';

/** A file as it is read piece by piece, however large it is. */
const sourceOf = (file: File): BackupSource => ({
  size: file.size,
  read: async (at, length) => new Uint8Array(await file.slice(at, at + length).arrayBuffer()),
});

interface Chosen {
  readonly name: string;
  readonly source: BackupSource;
  readonly label: BackupLabel;
}

/** A backup, read to its end and shown with what it would change, before anything is touched. */
export function RestoreForm({
  desk,
  data,
  onRestored,
}: {
  readonly desk: OptionsDesk;
  readonly data: DataDesk;
  readonly onRestored: () => void;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const work = useLongWork();
  const [chosen, setChosen] = useState<Chosen>();
  const [passphrase, setPassphrase] = useState('');
  const [checked, setChecked] = useState<CheckedBackup>();

  const letGo = async (): Promise<void> => {
    await checked?.drop();
    setChecked(undefined);
    setChosen(undefined);
    setPassphrase('');
  };
  const check = (of: Chosen): Promise<void> =>
    work.run('Reading the backup to its end…', async (signal, told) => {
      const phrase = of.label.sealed ? passphrase : undefined;
      setChecked(await data.check(of.source, phrase, signal, told));
      return undefined;
    });
  const choose = (file: File): Promise<void> =>
    work.runToEnd('Opening the file…', async () => {
      const source = sourceOf(file);
      setChosen(undefined);
      const next = { name: file.name, source, label: await data.lookInto(source) };
      setChosen(next);
      return undefined;
    });
  const restore = (how: RestoreWay): Promise<void> =>
    work.run('Restoring…', async (signal) => {
      await checked?.restore(how, signal);
      setChecked(undefined);
      setChosen(undefined);
      setPassphrase('');
      onRestored();
      return 'The backup is restored. Nothing in it was run or sent by itself.';
    });

  const again = (): void => (chosen === undefined ? field.current?.click() : focusField(`${id}-phrase`));
  return (
    <fieldset class="group" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Restore</h3>
      <p class="second">
        Requests that were under way when the backup was made, schedules and standing approvals come back switched off.
        A change that may have been written since is looked up in Notion before it is sent.
      </p>
      {chosen && (
        <p dir="auto">{`${chosen.name}: made ${moment(chosen.label.madeAt, Date.now())} by Understudy ${chosen.label.by}`}</p>
      )}
      {chosen?.label.sealed === true && !checked && (
        <Field
          id={`${id}-phrase`}
          label="Passphrase of this backup"
          secret
          value={passphrase}
          onChange={setPassphrase}
        />
      )}
      {checked && (
        <RestorePreview
          checked={checked}
          busy={work.busy !== undefined}
          onRestore={(how) => void restore(how)}
          onLetGo={() => void letGo()}
        />
      )}
      {!checked && (
        <div class="row">
          {chosen && (
            <Button tone="main" disabled={work.busy !== undefined} onClick={() => void check(chosen)}>
              Check this backup
            </Button>
          )}
          <Button disabled={work.busy !== undefined} onClick={() => field.current?.click()}>
            {chosen ? 'Choose another file' : 'Choose a backup'}
          </Button>
        </div>
      )}
      <input
        ref={field}
        type="file"
        hidden
        accept=".understudy"
        aria-label="Backup file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void choose(file);
          // The same file can be chosen once more; it stays readable.
          event.currentTarget.value = '';
        }}
      />
      <LongWorkView desk={desk} work={work} onAgain={again} />
    </fieldset>
  );
}
