import { parsePageId } from '../base/ids.ts';
import type { PageId } from '../base/ids.ts';
import { together, TYPED } from '../policy/class-of.ts';
import type { Contents } from '../policy/class-of.ts';
import type { Answer } from './answer.ts';
import type { ToolUse } from './tool-use.ts';

/**
 * Where the words of an answer come from, for whoever sends them on: what was sent for it, what it cites, and what its
 * tools read. What was found in those words counts on.
 */
export function contentsOf({ pageId, citations, tools = [], provenance }: Answer): Contents {
  const { contents = TYPED, classed } = provenance;
  const cited = citations.map((citation) => citation.pageId);
  return together(
    { pages: pageId === undefined ? cited : [pageId, ...cited] },
    contents,
    contentsOfUses(tools),
    classed?.because.is === 'found' ? { pages: [], raised: classed.dataClass } : TYPED,
  );
}

const ID = /[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}/giu;

/** What tools have told of, and what they were asked about: a refusal may name the columns of a database. */
export const contentsOfUses = (uses: readonly ToolUse[]): Contents => ({
  pages: uses.flatMap(({ pages = [], input }) => [...pages.map(({ id }) => id), ...idsIn(JSON.stringify(input))]),
});

const idsIn = (text: string): readonly PageId[] =>
  [...text.matchAll(ID)].flatMap(([found]) => parsePageId(found) ?? []);
