import type { RefObject } from 'preact';

import type { SearchHit } from '../../lib/messages/search-desk.ts';

interface SearchKeys {
  readonly box: RefObject<HTMLInputElement | null>;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly hits: readonly SearchHit[];
  readonly onOpen: (hit: SearchHit) => void;
  readonly onRead: (hit: SearchHit) => void;
  /** Empties the box or closes the search; absent where there is nothing to leave. */
  readonly onLeave: (() => void) | undefined;
}

/**
 * A search by keys alone: the arrows walk from the box through the results, Enter opens the one in focus in Notion, from
 * the box the first, and Shift+Enter its copy in the Reader.
 */
export function searchKeys({ box, list, hits, onOpen, onRead, onLeave }: SearchKeys): (event: KeyboardEvent) => void {
  return (event) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('.hit-title a') ?? [])];
    const inBox = box.current?.matches(':focus') === true;
    const walk = (step: 1 | -1): void => {
      const to = links.findIndex((link) => link.closest('li')?.matches(':focus-within')) + step;
      (to < 0 ? box.current : links[Math.min(to, links.length - 1)])?.focus();
    };
    const hit = hits[inBox ? 0 : links.findIndex((link) => link.matches(':focus'))];
    const enter = (): (() => void) | undefined => {
      if (!hit) return undefined;
      if (event.shiftKey) return hit.from === 'mirror' ? () => onRead(hit) : undefined;
      // A link that has the focus follows Enter by itself.
      return inBox ? () => onOpen(hit) : undefined;
    };
    const acts: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowDown: () => walk(1),
      ArrowUp: () => walk(-1),
      Escape: onLeave,
      Enter: enter(),
    };
    // An open menu has arrows of its own.
    const act = event.isComposing || event.defaultPrevented ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
