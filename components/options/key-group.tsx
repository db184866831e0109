import { useId, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

import type { Connections, OptionsDesk, TestResult } from '../../lib/messages/desk.ts';
import { useAsk } from '../kit/handing.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { Field } from '../kit/field.tsx';
import { focusField } from './focus-field.ts';
import { keepingTrouble } from './key-mode-choice.tsx';
import type { Keeping } from './key-mode-choice.tsx';
import { TestWords } from './test-words.tsx';
import { useTest } from './use-test.ts';

interface KeyGroupProps {
  readonly desk: OptionsDesk;
  readonly connections: Connections;
  readonly keeping: Keeping;
  readonly title: string;
  /** How it stands, in words. */
  readonly state: string;
  readonly field: {
    readonly label: string;
    readonly placeholder: string;
    readonly help?: string;
    /** Said when nothing was put in. */
    readonly missing: string;
  };
  readonly saving: { readonly words: string; readonly act: (key: string) => Promise<TestResult> };
  /** Without a saved key, what was typed is saved instead, which tests it. */
  readonly testing: { readonly words: string; readonly act: () => Promise<TestResult>; readonly savesFirst?: boolean };
  readonly removing?: { readonly question: string; readonly act: () => Promise<void> } | undefined;
  /** Stands below the key. */
  readonly children?: ComponentChildren;
}

/** One key or token: put in, tested, taken away. It never comes out again. */
export function KeyGroup({
  desk,
  connections,
  keeping,
  title,
  state,
  field,
  saving,
  testing,
  removing,
  children,
}: KeyGroupProps) {
  const ask = useAsk();
  const id = useId();
  const [key, setKey] = useState('');
  const { busy, result, run } = useTest();
  const save = async (): Promise<void> => {
    const trouble = key.trim() === '' ? field.missing : keepingTrouble(keeping, connections);
    const saved = await run(saving.words, async () =>
      trouble === undefined ? saving.act(key.trim()) : { ok: false, words: trouble },
    );
    if (saved) setKey('');
  };
  const test = async (): Promise<void> => {
    if (testing.savesFirst === true && key.trim() !== '') return save();
    await run(testing.words, testing.act);
  };
  return (
    <fieldset class="group" aria-labelledby={`${id}-title`}>
      <div class="row between">
        <h3 id={`${id}-title`} dir="auto">
          {title}
        </h3>
        <p class="second">{state}</p>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          id={`${id}-key`}
          label={field.label}
          secret
          value={key}
          placeholder={field.placeholder}
          onChange={setKey}
          help={field.help}
        />
        <div class="row">
          <Button type="submit" tone="main" disabled={busy !== undefined}>
            Save
          </Button>
          <Button disabled={busy !== undefined} onClick={() => void test()}>
            Test connection
          </Button>
          {removing && <ConfirmButton name="Remove" question={removing.question} onConfirm={() => ask(removing.act)} />}
        </div>
      </form>
      <TestWords
        desk={desk}
        busy={busy}
        result={result}
        onRetry={() => void test()}
        onField={() => focusField(`${id}-key`)}
      />
      {children}
    </fieldset>
  );
}
