import type { Page } from '../mirror/page.ts';
import type { PlacedSource } from '../prompt/page-source.ts';
import { blockLine, pageSource } from '../prompt/page-source.ts';
import { itemTokens, sourceTokens } from './budget.ts';

/** Fewer tokens of a page say nothing. */
const LEAST_SHARE = 120;

/**
 * Related pages as sources, within `tokens` in all: each with its properties and as much of its beginning as its share
 * holds. What short pages leave over goes to the later ones; pages past the budget are left out.
 */
export function relatedSources(related: readonly Page[], tokens: number): readonly PlacedSource[] {
  const sources: PlacedSource[] = [];
  let left = tokens;
  for (const [at, page] of related.entries()) {
    const share = Math.max(LEAST_SHARE, left / (related.length - at));
    if (left < LEAST_SHARE) break;
    const source = beginning(page, at + 1, Math.min(share, left));
    left -= sourceTokens(source.source);
    sources.push(source);
  }
  return sources;
}

function beginning(page: Page, index: number, tokens: number): PlacedSource {
  const head = pageSource(page, { page: index, properties: true, runs: [] });
  let left = tokens - sourceTokens(head.source);
  let end = 0;
  for (const block of page.blocks) {
    left -= itemTokens(blockLine(block));
    if (left < 0) break;
    end += 1;
  }
  return pageSource(page, { page: index, properties: true, runs: [{ start: 0, end }] });
}
