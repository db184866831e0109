import { useState } from 'preact/hooks';

import type { Prompt } from '../../lib/chat/prompt.ts';
import { mergePrompts, readPrompts, writePrompts } from '../../lib/chat/prompt-file.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { useAsk } from '../kit/handing.ts';
import { saveFile } from '../kit/save-file.ts';
import { EditPrompt } from './edit-prompt.tsx';
import { FileButton } from './file-button.tsx';
import { mergedWords } from './merged-words.ts';
import { promptsOf } from './prompts-of.ts';

/** The library of prompts. */
export function Prompts({
  desk,
  prompts,
  onUse,
  onClose,
}: {
  readonly desk: ChatDesk;
  readonly prompts: readonly Prompt[];
  readonly onUse: (prompt: Prompt) => void;
  readonly onClose: () => void;
}) {
  const ask = useAsk();
  const say = useSay();
  const [editing, setEditing] = useState<Prompt | 'new'>();
  const [told, setTold] = useState<string>();
  const keep = (id: string, name: string, text: string): void => {
    ask(() => desk.prompts.keep([{ id, name, text, updatedAt: Date.now() }]));
    setEditing(undefined);
    say('Prompt saved');
  };
  const bringIn = (file: string): void => {
    const brought = readPrompts(file);
    if (brought === undefined) return setTold('This file holds no prompts that can be read. Nothing was changed.');
    const merged = mergePrompts(prompts, brought);
    const rows = merged.added.map((one) => ({ ...one, id: desk.prompts.newId(), updatedAt: Date.now() }));
    ask(() => desk.prompts.keep(rows));
    setTold(mergedWords(merged));
  };
  return (
    <section class="history" aria-labelledby="prompts-title">
      <div class="row between">
        <h2 id="prompts-title">Prompts</h2>
        <span class="row tight">
          <Button icon="plus" onClick={() => setEditing('new')}>
            New prompt
          </Button>
          <Button icon="close" tone="quiet" label="Close prompts" onClick={onClose} />
        </span>
      </div>
      {editing === 'new' && (
        <EditPrompt
          prompt={undefined}
          onKeep={(name, text) => keep(desk.prompts.newId(), name, text)}
          onCancel={() => setEditing(undefined)}
        />
      )}
      <ul aria-label="Prompts">
        {promptsOf(prompts).map((prompt) => (
          <li key={prompt.id}>
            {editing !== 'new' && editing?.id === prompt.id ? (
              <EditPrompt
                prompt={prompt}
                onKeep={(name, text) => keep(isOwn(prompt) ? prompt.id : desk.prompts.newId(), name, text)}
                onCancel={() => setEditing(undefined)}
              />
            ) : (
              <>
                <button type="button" class="chat" onClick={() => onUse(prompt)}>
                  <span dir="auto">{prompt.name}</span>
                  <span class="second small clamp" dir="auto">
                    {prompt.text}
                  </span>
                </button>
                <Button icon="edit" tone="quiet" label={`Edit ${prompt.name}`} onClick={() => setEditing(prompt)} />
                {isOwn(prompt) && (
                  <ConfirmButton
                    name="Delete"
                    question="Delete it?"
                    onConfirm={() => ask(() => desk.prompts.remove(prompt.id))}
                  />
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {told !== undefined && <output>{told}</output>}
      <div class="row">
        <FileButton words="Import" accept="application/json,.json" onRead={bringIn} />
        {prompts.length > 0 && (
          <Button onClick={() => saveFile('prompts.json', 'application/json', writePrompts(prompts))}>Export</Button>
        )}
      </div>
    </section>
  );
}

const isOwn = ({ updatedAt }: Prompt): boolean => updatedAt > 0;
