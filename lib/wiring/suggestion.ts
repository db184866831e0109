import type { SearchAnswer, SearchHit } from '../messages/search-desk.ts';
import { markTitle } from '../retrieval/mark-title.ts';

/** How a browser reads a suggestion: as XML with marks in it, or as it is. */
export type SuggestionForm = 'xml' | 'plain';

/** A result as one line of the address bar. */
export function describeHit({ title, workspace, place }: SearchHit, query: string, form: SuggestionForm): string {
  const name = title === '' ? 'Untitled' : title;
  const stands = [workspace, place].filter((part) => part !== undefined && part !== '').join(' / ');
  if (form === 'plain') return stands === '' ? name : `${name} · ${stands}`;
  const marked = markTitle(name, query).map(({ text, hit }) =>
    hit ? `<match>${escaped(text)}</match>` : escaped(text),
  );
  return marked.join('') + (stands === '' ? '' : ` <dim>· ${escaped(stands)}</dim>`);
}

/** What Enter does and how much was found, for the line under what is typed. */
export function describeFound({ hits, total }: SearchAnswer, query: string, form: SuggestionForm): string {
  const [first] = hits;
  const pages = total === 1 ? '1 page' : `${total.toLocaleString('en-US')} pages`;
  const words =
    first === undefined
      ? `Nothing found on this device for “${query}”`
      : `${pages}: open “${first.title === '' ? 'Untitled' : first.title}”`;
  return form === 'plain' ? words : escaped(words);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Control characters make XML that no browser reads. */
const escaped = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
