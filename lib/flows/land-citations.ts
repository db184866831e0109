import type { Answer, Citation } from '../jobs/answer.ts';
import { pageUrl } from '../mirror/address.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { Page } from '../mirror/page.ts';
import { findBlockIds } from './find-block-ids.ts';

/**
 * Gives citations the ids of the blocks that they stand for, so that a click lands there. Pages read from the screen
 * have them already; for the others Notion is asked. The same answer comes back when nothing was found.
 */
export async function landCitations(
  readerOf: (page: Page) => Promise<NotionReader | undefined>,
  answer: Answer,
  pages: readonly Page[],
  signal: AbortSignal,
): Promise<Answer> {
  const landed = new Map<number, Citation>();
  for (const source of pages) {
    const open = answer.citations.filter(
      ({ pageId, blockId, start, end }) => pageId === source.id && blockId === undefined && end > start,
    );
    const reader = open.length === 0 ? undefined : await readerOf(source);
    if (reader === undefined) continue;
    const ids = await findBlockIds(reader, source.id, source.blocks, open, signal);
    for (const [at, blockId] of ids) {
      const citation = open[at];
      if (citation !== undefined) landed.set(citation.n, { ...citation, blockId, url: pageUrl(source.id, blockId) });
    }
  }
  if (landed.size === 0) return answer;
  return { ...answer, citations: answer.citations.map((citation) => landed.get(citation.n) ?? citation) };
}
