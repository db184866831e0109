import { useEffect, useId, useRef, useState } from 'preact/hooks';

import type { Opening } from '../../lib/chat/mention.ts';
import { commandAt, mentionAt } from '../../lib/chat/mention.ts';
import { useSay } from '../kit/announcer.tsx';
import type { Assisted } from '../kit/grow-box.tsx';
import { optionId } from './suggestions.tsx';
import type { Suggestion } from './suggestions.tsx';

/** What is being typed that can be completed: a name behind `@`, or a command behind `/`. */
export interface Typing {
  readonly kind: 'mention' | 'command';
  readonly opening: Opening;
  readonly caret: number;
}

/**
 * Where the caret stands in a text, and what can be completed there.
 * @param named what is mentioned already
 */
export function useTyping(
  text: string,
  named: readonly string[],
): {
  readonly typing: Typing | undefined;
  readonly onCaret: (caret: number) => void;
  /** Leaves what is typed as it is: no list until something else is begun. */
  readonly leave: () => void;
} {
  const [caret, setCaret] = useState(0);
  const [left, setLeft] = useState<string>();
  const mention = mentionAt(text, caret, named);
  const opening = mention ?? commandAt(text, caret);
  const kind = mention === undefined ? 'command' : 'mention';
  const mark = opening === undefined ? undefined : `${kind}${opening.start}`;
  useEffect(() => {
    if (mark === undefined) setLeft(undefined);
  }, [mark]);
  const typing =
    opening === undefined || mark === left
      ? undefined
      : ({ kind, opening, caret: Math.min(caret, text.length) } as const);
  return { typing, onCaret: setCaret, leave: () => setLeft(mark) };
}

/** Keys over a list of suggestions: arrows move, Enter and Tab take, Escape leaves. */
export function useSuggestionKeys(
  list: readonly Suggestion[] | undefined,
  leave: () => void,
): { readonly id: string; readonly at: number; readonly assisted: Omit<Assisted, 'onCaret'> } {
  const id = useId();
  const say = useSay();
  const [at, setAt] = useState(0);
  const keys = list?.map(({ key }) => key).join('\n');
  const said = useRef<string | undefined>(undefined);
  useEffect(() => {
    setAt(0);
    if (list === undefined || keys === said.current) return;
    said.current = keys;
    say(list.length === 0 ? 'Nothing found' : `${list.length} suggestions`);
  }, [keys]);
  const shown = list !== undefined && list.length > 0;
  const onKey = (event: KeyboardEvent): boolean => {
    if (list === undefined) return false;
    if (event.key === 'Escape') {
      event.stopPropagation();
      leave();
      return true;
    }
    if (!shown) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      setAt((at + step + list.length) % list.length);
      return true;
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      list[at]?.onTake();
      return true;
    }
    return false;
  };
  return {
    id,
    at,
    assisted: { list: shown ? id : undefined, active: shown ? optionId(id, at) : undefined, onKey },
  };
}
