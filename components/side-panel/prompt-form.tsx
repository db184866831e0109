import { useId, useState } from 'preact/hooks';

import type { Prompt } from '../../lib/chat/prompt.ts';
import { fillPrompt, variablesIn } from '../../lib/chat/prompt.ts';
import { Button } from '../kit/button.tsx';
import { useFocusAtStart } from './use-focus-at-start.ts';

/** Asks for what a prompt leaves open. What is typed goes into the message as it is. */
export function FillPrompt({
  prompt,
  onFill,
  onCancel,
}: {
  readonly prompt: Prompt;
  readonly onFill: (text: string) => void;
  readonly onCancel: () => void;
}) {
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  const id = useId();
  const first = useFocusAtStart<HTMLInputElement>();
  return (
    <form
      class="prompt-form"
      aria-label={prompt.name}
      onSubmit={(event) => {
        event.preventDefault();
        onFill(fillPrompt(prompt.text, values));
      }}
    >
      <p class="second small">{prompt.name}</p>
      {variablesIn(prompt.text).map((name, index) => (
        <div class="field" key={name}>
          <label for={`${id}-${index}`}>{name}</label>
          <input
            ref={index === 0 ? first : null}
            id={`${id}-${index}`}
            type="text"
            dir="auto"
            value={values.get(name) ?? ''}
            onKeyDown={(event) => {
              if (event.key === 'Escape') onCancel();
            }}
            onInput={(event) => setValues(new Map([...values, [name, event.currentTarget.value]]))}
          />
        </div>
      ))}
      <div class="row">
        <Button type="submit" tone="main">
          Put into message
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
