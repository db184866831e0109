import { parsePageId } from '../base/ids.ts';
import { either, listOf, oneOf, parsed, record, text } from '../base/shape.ts';
import type { PageTarget } from '../jobs/job.ts';

/** What a message names: pages and databases go along as sources, of a person only the name in the text does. */
export type Mention =
  | { readonly kind: 'page' | 'database'; readonly page: PageTarget }
  | { readonly kind: 'person'; readonly name: string };

export const nameOf = (mention: Mention): string =>
  mention.kind === 'person' ? mention.name : mention.page.title === '' ? 'Untitled' : mention.page.title;

/** Tells mentions apart: two pages may have one title. */
export const keyOf = (mention: Mention): string =>
  mention.kind === 'person' ? `person:${mention.name}` : mention.page.pageId;

/** The longest name that is looked for behind an `@`. */
const LONGEST_QUERY = 60;
/** An `@` that begins a word, and what follows it up to here, as long as it may still be a name. */
const OPEN = /(?:^|[\s(])@(?<query>[^\n@]*)$/u;

/** A part of a text that is to be replaced by what is chosen. */
export interface Opening {
  readonly start: number;
  readonly query: string;
}

/**
 * The mention that is being typed where the caret stands; `undefined` where there is none.
 * @param named names that are mentioned already: what follows one is not part of it
 */
export function mentionAt(words: string, caret: number, named: readonly string[] = []): Opening | undefined {
  const query = OPEN.exec(words.slice(0, caret))?.groups?.['query'];
  if (query === undefined || query.length > LONGEST_QUERY || query.startsWith(' ') || query.includes('  ')) {
    return undefined;
  }
  if (named.some((name) => query === name || query.startsWith(`${name} `))) return undefined;
  return { start: caret - query.length - 1, query };
}

/** The command that is being typed at the beginning of a message; `undefined` where there is none. */
export function commandAt(words: string, caret: number): Opening | undefined {
  const typed = words.slice(0, caret);
  return typed.startsWith('/') && !/[\s/]/u.test(typed.slice(1)) ? { start: 0, query: typed.slice(1) } : undefined;
}

/** A text with what was opened replaced, and where the caret then stands. */
export function putIn(
  words: string,
  caret: number,
  { start }: Opening,
  put: string,
): { readonly text: string; readonly caret: number } {
  const after = words.slice(caret);
  const gap = put === '' || after.startsWith(' ') ? '' : ' ';
  return { text: words.slice(0, start) + put + gap + after, caret: start + put.length + (put === '' ? 0 : 1) };
}

/** A text whose words for a mention are plain words again. */
export const unmention = (words: string, name: string): string => words.replaceAll(`@${name}`, name);

/** The pages that go with a message, each once: the one in front first. */
export function pagesOf(front: PageTarget | undefined, list: readonly Mention[]): readonly PageTarget[] {
  const named = list.flatMap((mention) => (mention.kind === 'person' ? [] : [mention.page]));
  const all = front === undefined ? named : [front, ...named];
  return [...new Map(all.toReversed().map((one) => [one.pageId, one])).values()].toReversed();
}

/** More than anybody names in one message; further ones are not taken. */
export const MOST_MENTIONS = 15;

const SHORT = 4_000;
const page = record({ pageId: parsed(64, parsePageId), title: text(SHORT), url: text(SHORT) }, {});
const mentions = listOf(
  either(
    record({ kind: oneOf('page', 'database'), page }, {}),
    record({ kind: oneOf('person'), name: text(SHORT) }, {}),
  ),
  MOST_MENTIONS,
);

/** Mentions as a draft keeps them; none where the draft is of another form. */
export function readMentions(draft: string): readonly Mention[] {
  try {
    const read = mentions(JSON.parse(draft));
    return read.fits ? read.value : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

export const writeMentions = (list: readonly Mention[]): string => (list.length === 0 ? '' : JSON.stringify(list));
