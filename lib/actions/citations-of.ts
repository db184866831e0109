import type { Page } from '../mirror/page.ts';
import type { ItemPlace } from '../prompt/page-source.ts';
import type { Cited, Numbered, WholePlan } from './action.ts';

/** Longest quote: enough to find the block by and to recognise it. */
const QUOTE_CHARACTERS = 300;

/** Citations of an answer as places in the pages that it was planned over. Those that lead nowhere are left out: no answer cites what was not sent. */
export function citationsOf(
  plan: Pick<WholePlan, 'places'>,
  pages: readonly Page[],
  citations: readonly Numbered[],
): readonly Cited[] {
  return citations.flatMap((citation) => {
    const items = plan.places[citation.source]?.slice(citation.start, citation.end) ?? [];
    const place = joinPlaces(items);
    const page = place === undefined ? undefined : pages[place.page];
    if (place === undefined || page === undefined) return [];
    const { page: index, start, end } = place;
    return [{ n: citation.n, page: index, start, end, quote: quotePlace(page, place) }];
  });
}

/** The run from the first place of the first item to the last item's end, as far as it is one run of one page. */
function joinPlaces(items: readonly (readonly ItemPlace[])[]): ItemPlace | undefined {
  let joined: ItemPlace | undefined;
  for (const place of items.flatMap((places) => places.slice(0, 1))) {
    if (joined === undefined) joined = place;
    else if (place.page !== joined.page || place.words !== undefined || joined.words !== undefined) break;
    else if (place.start >= joined.start && place.start <= joined.end) {
      joined = { ...joined, end: Math.max(joined.end, place.end) };
    } else break;
  }
  return joined;
}

/** The words of a place: its blocks from the first on, as many as fit. */
export function quotePlace(page: Page, place: ItemPlace): string {
  if (place.words !== undefined) return place.words.slice(0, QUOTE_CHARACTERS);
  const blocks = page.blocks.slice(place.start, place.end).filter((block) => block.text.trim() !== '');
  let quote = blocks[0]?.text ?? page.title;
  for (const block of blocks.slice(1)) {
    if (quote.length + block.text.length >= QUOTE_CHARACTERS) break;
    quote += `\n${block.text}`;
  }
  return Array.from(quote.slice(0, QUOTE_CHARACTERS + 1))
    .slice(0, QUOTE_CHARACTERS)
    .join('');
}
