import { useId, useState } from 'preact/hooks';

import type { Prompt } from '../../lib/chat/prompt.ts';
import { PROMPT_NAME_CHARS, PROMPT_TEXT_CHARS, variablesIn } from '../../lib/chat/prompt.ts';
import { Button } from '../kit/button.tsx';
import { useFocusAtStart } from './use-focus-at-start.ts';

/** The name and the words of one prompt. */
export function EditPrompt({
  prompt,
  onKeep,
  onCancel,
}: {
  /** Absent for a new one. */
  readonly prompt: Prompt | undefined;
  readonly onKeep: (name: string, text: string) => void;
  readonly onCancel: () => void;
}) {
  const [name, setName] = useState(prompt?.name ?? '');
  const [text, setText] = useState(prompt?.text ?? '');
  const helpId = useId();
  const first = useFocusAtStart<HTMLInputElement>();
  const asked = variablesIn(text);
  return (
    <form
      class="prompt-form"
      aria-label={prompt === undefined ? 'New prompt' : `Edit ${prompt.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && text.trim() !== '') onKeep(name.trim(), text.trim());
      }}
    >
      <label class="field">
        <span>Name</span>
        <input
          ref={first}
          type="text"
          dir="auto"
          required
          maxLength={PROMPT_NAME_CHARS}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>Text</span>
        <textarea
          rows={5}
          dir="auto"
          required
          maxLength={PROMPT_TEXT_CHARS}
          value={text}
          aria-describedby={helpId}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p class="help" id={helpId}>
        {asked.length === 0
          ? 'Write {{audience}} for what you want to be asked for each time.'
          : `Asks for: ${asked.join(', ')}.`}
      </p>
      <div class="row">
        <Button type="submit" tone="main">
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
