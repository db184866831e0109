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
  const id = useId();
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
      <div class="field">
        <label for={`${id}-name`}>Name</label>
        <input
          ref={first}
          id={`${id}-name`}
          type="text"
          dir="auto"
          required
          maxLength={PROMPT_NAME_CHARS}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={`${id}-text`}>Text</label>
        <textarea
          id={`${id}-text`}
          rows={5}
          dir="auto"
          required
          maxLength={PROMPT_TEXT_CHARS}
          value={text}
          aria-describedby={`${id}-help`}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p class="help" id={`${id}-help`}>
          {asked.length === 0
            ? 'Write {{audience}} for what you want to be asked for each time.'
            : `Asks for: ${asked.join(', ')}.`}
        </p>
      </div>
      <div class="row">
        <Button type="submit" tone="main">
          Save
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
