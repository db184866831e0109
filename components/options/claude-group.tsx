import { useId, useState } from 'preact/hooks';

import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import { useAsk } from '../kit/handing.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { Field } from '../kit/field.tsx';
import { focusField } from './focus-field.ts';
import { keepingTrouble, passphraseFor } from './key-mode-choice.tsx';
import type { Keeping } from './key-mode-choice.tsx';
import { TestWords } from './test-words.tsx';
import { useTest } from './use-test.ts';

/** The Claude key: put in, tested, taken away. It never comes out again. */
export function ClaudeGroup({
  desk,
  connections,
  keeping,
}: {
  readonly desk: OptionsDesk;
  readonly connections: Connections;
  readonly keeping: Keeping;
}) {
  const ask = useAsk();
  const { claude } = connections;
  const id = useId();
  const [key, setKey] = useState('');
  const { busy, result, run } = useTest();
  const save = async (): Promise<void> => {
    const trouble = key.trim() === '' ? 'Paste a Claude API key first.' : keepingTrouble(keeping, connections);
    const saved = await run('Saving…', async () =>
      trouble === undefined
        ? desk.saveClaude(key.trim(), keeping.mode, passphraseFor(keeping))
        : { ok: false, words: trouble },
    );
    if (saved) setKey('');
  };
  const test = async (): Promise<void> => {
    await run('Asking Claude which models the key may use…', () => desk.testClaude());
  };
  return (
    <fieldset class="group" aria-labelledby={`${id}-title`}>
      <div class="row between">
        <h3 id={`${id}-title`}>Claude</h3>
        <p class="second">{stateWords(claude.state, claude.ending)}</p>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          id={`${id}-key`}
          label="Claude API key"
          secret
          value={key}
          placeholder={claude.ending === undefined ? 'sk-ant-…' : `Replace …${claude.ending}`}
          onChange={setKey}
          help="From platform.claude.com, under API keys. A key of its own workspace with a spend limit is best."
        />
        <div class="row">
          <Button type="submit" tone="main" disabled={busy !== undefined}>
            Save
          </Button>
          <Button disabled={busy !== undefined} onClick={() => void test()}>
            Test connection
          </Button>
          {claude.state !== 'missing' && (
            <ConfirmButton name="Remove" question="Remove this key?" onConfirm={() => ask(() => desk.forgetClaude())} />
          )}
        </div>
      </form>
      <TestWords
        desk={desk}
        busy={busy}
        result={result}
        onRetry={() => void test()}
        onField={() => focusField(`${id}-key`)}
      />
    </fieldset>
  );
}

function stateWords(state: Connections['claude']['state'], ending: string | undefined): string {
  if (state === 'missing') return 'No key yet';
  const named = ending === undefined ? '' : `, key …${ending}`;
  return state === 'locked' ? `Locked${named}` : `Connected${named}`;
}
