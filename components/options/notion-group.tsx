import { useId, useState } from 'preact/hooks';

import type { Connections, NotionConnection, OptionsDesk } from '../../lib/messages/desk.ts';
import { useAsk } from '../kit/handing.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { Field } from '../kit/field.tsx';
import { focusField } from './focus-field.ts';
import { keepingTrouble, passphraseFor } from './key-mode-choice.tsx';
import type { Keeping } from './key-mode-choice.tsx';
import { TestWords } from './test-words.tsx';
import { useTest } from './use-test.ts';

/** A workspace's token, or the place for a new one. */
export function NotionGroup({
  desk,
  connections,
  connection,
  keeping,
}: {
  readonly desk: OptionsDesk;
  readonly connections: Connections;
  readonly connection?: NotionConnection;
  readonly keeping: Keeping;
}) {
  const ask = useAsk();
  const id = useId();
  const [token, setToken] = useState('');
  const { busy, result, run } = useTest();
  const save = async (): Promise<void> => {
    const trouble = token.trim() === '' ? 'Paste a Notion token first.' : keepingTrouble(keeping, connections);
    const saved = await run('Saving, and asking Notion whose token it is…', async () =>
      trouble === undefined
        ? desk.saveNotion(token.trim(), keeping.mode, passphraseFor(keeping), connection?.id)
        : { ok: false, words: trouble },
    );
    if (saved) setToken('');
  };
  const test = async (): Promise<void> => {
    if (!connection && token.trim() !== '') return save();
    await run('Asking Notion…', async () =>
      connection ? desk.testNotion(connection.id) : { ok: false, words: 'Paste a Notion token first, then test it.' },
    );
  };
  return (
    <fieldset class="group" aria-labelledby={`${id}-title`}>
      <div class="row between">
        <h3 id={`${id}-title`} dir="auto">
          Notion: {connection?.workspace ?? 'new workspace'}
        </h3>
        <p class="second">
          {connection ? `${connection.locked ? 'Locked' : 'Connected'}, token …${connection.ending}` : 'No token yet'}
        </p>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          id={`${id}-token`}
          label="Notion token"
          secret
          value={token}
          placeholder={connection ? `Replace …${connection.ending}` : 'ntn_…'}
          onChange={setToken}
          help={
            connection
              ? undefined
              : 'A personal access token, or the token of an internal connection that was given the pages you want. Without one, the open page is read from the screen.'
          }
        />
        <div class="row">
          <Button type="submit" tone="main" disabled={busy !== undefined}>
            Save
          </Button>
          <Button disabled={busy !== undefined} onClick={() => void test()}>
            Test connection
          </Button>
          {connection && (
            <ConfirmButton
              name="Remove"
              question="Remove this token?"
              onConfirm={() => ask(() => desk.forgetNotion(connection.id))}
            />
          )}
        </div>
      </form>
      <TestWords
        desk={desk}
        busy={busy}
        result={result}
        onRetry={() => void test()}
        onField={() => focusField(`${id}-token`)}
      />
    </fieldset>
  );
}
