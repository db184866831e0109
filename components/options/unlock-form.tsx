import { useId, useState } from 'preact/hooks';

import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { focusField } from './focus-field.ts';
import { TestWords } from './test-words.tsx';
import { useTest } from './use-test.ts';

/** Opens the keys for this browser session. */
export function UnlockForm({ desk }: { readonly desk: OptionsDesk }) {
  const id = useId();
  const [passphrase, setPassphrase] = useState('');
  const { busy, result, run } = useTest();
  const unlock = async (): Promise<void> => {
    if (await run('Unlocking…', () => desk.unlock(passphrase))) setPassphrase('');
  };
  return (
    <form
      class="group"
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <h3>Your keys are locked</h3>
      <Field
        id={`${id}-passphrase`}
        label="Passphrase to unlock"
        secret
        value={passphrase}
        onChange={setPassphrase}
        help="Keys stay open until the browser closes or you lock them."
      />
      <div class="row">
        <Button type="submit" tone="main" disabled={busy !== undefined || passphrase === ''}>
          Unlock
        </Button>
      </div>
      <TestWords
        desk={desk}
        busy={busy}
        result={result}
        onRetry={() => void unlock()}
        onField={() => focusField(`${id}-passphrase`)}
      />
    </form>
  );
}
