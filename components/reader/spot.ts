import { createContext } from 'preact';
import { useEffect } from 'preact/hooks';

import type { ReaderSpot } from '../../lib/messages/reader-address.ts';
import type { Block } from '../../lib/text/block.ts';

/** Place of the block that is looked for: it is put on the screen before its turn. */
export const SpotContext = createContext<number | undefined>(undefined);

export const blockAnchor = (at: number): string => `b${at}`;

/** Looks so often for a block that is still to be put on the screen, once a frame. */
const MOST_LOOKS = 60;

/** The place of the block that a spot means; nothing where the page has no such block any more. */
export function placeOf(spot: ReaderSpot | undefined, blocks: readonly Block[]): number | undefined {
  if (spot === undefined) return undefined;
  if ('start' in spot) return spot.start < blocks.length ? spot.start : undefined;
  const words = 'words' in spot ? plain(spot.words) : '';
  const found = blocks.findIndex((block) =>
    'blockId' in spot ? block.id === spot.blockId : words !== '' && plain(block.text).includes(words),
  );
  return found === -1 ? undefined : found;
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/gu, ' ').trim();

/**
 * Scrolls to the block at a place and marks it, each time that the place changes.
 * @param occasion another value goes there again: the same link was pressed twice
 */
export function useSpot(at: number | undefined, occasion: unknown): void {
  useEffect(() => {
    if (at === undefined) return undefined;
    let frame = 0;
    let looks = 0;
    let marked: HTMLElement | undefined;
    const look = (): void => {
      const block = document.getElementById(blockAnchor(at));
      if (block === null) {
        looks += 1;
        if (looks < MOST_LOOKS) frame = requestAnimationFrame(look);
        return;
      }
      marked = block;
      block.dataset['marked'] = '';
      block.tabIndex = -1;
      block.scrollIntoView({ block: 'center' });
      block.focus({ preventScroll: true });
    };
    look();
    return () => {
      cancelAnimationFrame(frame);
      delete marked?.dataset['marked'];
    };
  }, [at, occasion]);
}
