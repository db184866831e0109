import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';

import type { Mention } from '../../lib/chat/mention.ts';
import { nameOf, putIn } from '../../lib/chat/mention.ts';
import type { Prompt } from '../../lib/chat/prompt.ts';
import type { ChatActionId } from '../../lib/chat/slash-menu.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import type { Assisted } from '../kit/grow-box.tsx';
import type { Suggestion } from './suggestions.tsx';
import { suggestionsOf } from './suggestions-of.ts';
import { useFoundMentions } from './use-found-mentions.ts';
import { useSuggestionKeys, useTyping } from './use-suggestions.ts';

interface Completing {
  readonly desk: ChatDesk;
  readonly text: string;
  readonly write: (text: string) => void;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly mentions: readonly Mention[];
  readonly prompts: readonly Prompt[];
  readonly offered: readonly ChatActionId[];
  readonly onMention: (mention: Mention) => void;
  readonly onPrompt: (prompt: Prompt) => void;
  readonly onAct: (id: ChatActionId) => void;
}

interface Completion {
  /** Absent while nothing can be completed. */
  readonly shown:
    | {
        readonly id: string;
        readonly label: string;
        readonly hint: string;
        readonly list: readonly Suggestion[];
        readonly at: number;
      }
    | undefined;
  readonly assisted: Assisted;
  /** Writes a text and puts the caret at its end. */
  readonly fill: (text: string) => void;
}

const SAID = {
  mention: { label: 'Pages and people', hint: 'Type a name of a page, database or person.' },
  command: { label: 'Commands', hint: 'No such command.' },
} as const;

/** Completes names and commands in the message box. */
export function useCompletion({
  desk,
  text,
  write,
  box,
  mentions,
  prompts,
  offered,
  onMention,
  onPrompt,
  onAct,
}: Completing): Completion {
  const caretTo = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (caretTo.current === undefined) return;
    box.current?.focus({ preventScroll: true });
    box.current?.setSelectionRange?.(caretTo.current, caretTo.current);
    caretTo.current = undefined;
  });
  const { typing, onCaret, leave } = useTyping(text, mentions.map(nameOf));
  const found = useFoundMentions(desk, typing?.kind === 'mention' ? typing.opening.query : undefined);
  const writeAt = (next: { readonly text: string; readonly caret: number }): void => {
    write(next.text);
    onCaret(next.caret);
    caretTo.current = next.caret;
  };
  const put = (words: string): void => {
    if (typing !== undefined) writeAt(putIn(text, typing.caret, typing.opening, words));
  };
  const list = suggestionsOf(typing, found, prompts, offered, {
    mention: (mention) => {
      onMention(mention);
      put(`@${nameOf(mention)}`);
    },
    command: ({ name }) => put(`/${name}`),
    prompt: (prompt) => {
      put('');
      onPrompt(prompt);
    },
    act: (id) => {
      put('');
      onAct(id);
    },
  });
  const { id, at, assisted } = useSuggestionKeys(list, leave);
  return {
    shown: list && typing && { id, at, list, ...SAID[typing.kind] },
    assisted: { ...assisted, onCaret },
    fill: (filled) => writeAt({ text: filled, caret: filled.length }),
  };
}
