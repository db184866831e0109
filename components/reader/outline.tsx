import { useMemo } from 'preact/hooks';

import type { Block } from '../../lib/text/block.ts';
import { shownTitle } from './links.tsx';

/** Shorter pages are seen at a glance. */
const LEAST_BLOCKS = 24;
const LEAST_HEADINGS = 3;
const MOST_HEADINGS = 400;

export interface OutlineLine {
  readonly at: number;
  readonly level: number;
  readonly text: string;
}

/** The headings of a page that is long enough to need them. */
export function outlineOf(blocks: readonly Block[]): readonly OutlineLine[] {
  if (blocks.length < LEAST_BLOCKS) return [];
  const lines = blocks.flatMap((block, at) =>
    block.kind === 'heading' ? [{ at, level: Math.min(block.level ?? 1, 3), text: shownTitle(block.text) }] : [],
  );
  return lines.length < LEAST_HEADINGS ? [] : lines.slice(0, MOST_HEADINGS);
}

export function Outline({ blocks }: { readonly blocks: readonly Block[] }) {
  const lines = useMemo(() => outlineOf(blocks), [blocks]);
  if (lines.length === 0) return null;
  return (
    <details class="outline" open={globalThis.innerWidth >= 1100}>
      <summary>Outline</summary>
      <nav aria-label="Outline">
        <ul>
          {lines.map(({ at, level, text }) => (
            <li key={at} class={`level-${level}`}>
              <a href={`#${at}`} dir="auto">
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </details>
  );
}
