import type { PageId } from '../../base/ids.ts';
import { escapeMarkdown } from '../../text/escape-markdown.ts';
import { counted, linesWithin, MOST_TOLD, named } from './told.ts';
import type { Told } from './told.ts';

/** A page that a search found. */
export interface Found {
  readonly pageId: PageId;
  readonly title: string;
  readonly url: string;
  readonly kind: string;
  readonly place?: string;
  readonly heading?: string;
  readonly snippet: readonly { readonly text: string }[];
  readonly editedAt?: number;
}

export interface FoundAll {
  readonly hits: readonly Found[];
  readonly total: number;
  /** Pages on this device, of those known to be in the workspaces. */
  readonly mirrored: number;
  readonly known: number;
}

/** What a search found, the best first. */
export function tellFound(query: string, { hits, total, mirrored, known }: FoundAll): Told {
  const lines = hits.map((hit, at) => lineOf(hit, at + 1));
  const { text } = linesWithin(lines, MOST_TOLD);
  const partly = mirrored < known ? ` Searched were ${mirrored} of ${known} pages.` : '';
  const count = Math.max(total, hits.length);
  return {
    text:
      hits.length === 0
        ? `Nothing was found.${partly}`
        : `${counted(count, 'page')} found, ${hits.length} shown.${partly}\n\n${text}`,
    words: `Searched for ${named(query)}: ${counted(count, 'page')}`,
    pages: hits.map(({ pageId, title, url }) => ({ id: pageId, title, url })),
  };
}

function lineOf({ pageId, title, url, kind, place, heading, snippet, editedAt }: Found, n: number): string {
  const edited = editedAt === undefined ? [] : [`edited ${new Date(editedAt).toISOString().slice(0, 10)}`];
  const facts = [kind, ...(place === undefined ? [] : [`in ${place}`]), ...edited, `id ${pageId}`, url].join(', ');
  const words = snippet
    .map((run) => run.text)
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const under = heading === undefined ? '' : `${heading}: `;
  return `${n}. ${title === '' ? 'Untitled' : title} (${facts})${words === '' ? '' : `\n   ${under}${words}`}`;
}

/** The same for a person, where no model tells of it. */
export function listFound(query: string, all: FoundAll): string {
  const { hits } = all;
  if (hits.length === 0) return `Nothing found for ${named(query)}.`;
  const lines = hits.map(({ title, url, place, snippet }) => {
    const words = snippet.map((run) => run.text).join('');
    const where = place === undefined ? '' : ` in ${escapeMarkdown(place)}`;
    return `- [${escapeMarkdown(title === '' ? 'Untitled' : title)}](${url})${where}${words === '' ? '' : `  \n  ${escapeMarkdown(words)}`}`;
  });
  return `${counted(Math.max(all.total, hits.length), 'page')} for ${named(query)}\n\n${lines.join('\n')}`;
}
