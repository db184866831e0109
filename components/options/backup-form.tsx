import { useId, useState } from 'preact/hooks';

import type { DataDesk } from '../../lib/messages/data-desk.ts';
import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { bytes } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { focusField } from './focus-field.ts';
import { SHORTEST_PASSPHRASE } from './key-mode-choice.tsx';
import { LongWorkView } from './long-work-view.tsx';
import { SwitchRow } from './switch-row.tsx';
import { useLongWork } from './use-long-work.ts';

/** One file with everything but the keys. */
export function BackupForm({ desk, data }: { readonly desk: OptionsDesk; readonly data: DataDesk }) {
  const id = useId();
  const work = useLongWork();
  const [passphrase, setPassphrase] = useState('');
  const [sealed, setSealed] = useState(true);
  const [withCopy, setWithCopy] = useState(false);
  const [short, setShort] = useState(false);
  const start = (): void => {
    const isShort = sealed && passphrase.length < SHORTEST_PASSPHRASE;
    setShort(isShort);
    if (isShort) return focusField(`${id}-phrase`);
    void work.run('Making the backup…', async (signal, told) => {
      const size = await data.backUp(sealed ? passphrase : undefined, withCopy, signal, told);
      setPassphrase('');
      return `The backup was made: ${bytes(size)}. It is where your browser saves downloads.`;
    });
  };
  return (
    <fieldset class="group" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Backup</h3>
      <p class="second">
        One file with answers, conversations, drafts, the outbox, reports and settings. Never keys: after a restore,
        each connection asks for its key again.
      </p>
      <SwitchRow
        name="Encrypt with a passphrase"
        words={
          sealed
            ? 'As safe as the passphrase is long. Nobody can recover it.'
            : 'Not encrypted: whoever gets the file can read everything in it.'
        }
        on={sealed}
        onSwitch={setSealed}
      />
      {sealed && (
        <Field
          id={`${id}-phrase`}
          label="Passphrase of the backup"
          secret
          value={passphrase}
          onChange={setPassphrase}
          help={`At least ${SHORTEST_PASSPHRASE} characters.`}
        />
      )}
      <SwitchRow
        name="Include the copy of Notion"
        words={
          withCopy
            ? 'The file holds the text of every page that was read, and gets large.'
            : 'Left out: it is read again from Notion after a restore.'
        }
        on={withCopy}
        onSwitch={setWithCopy}
      />
      <div class="row">
        <Button tone="main" disabled={work.busy !== undefined} onClick={start}>
          Make a backup
        </Button>
      </div>
      {short && (
        <p class="note trouble" role="alert">
          {`Choose a passphrase of at least ${SHORTEST_PASSPHRASE} characters first, or switch encryption off.`}
        </p>
      )}
      <LongWorkView desk={desk} work={work} onAgain={start} />
    </fieldset>
  );
}
