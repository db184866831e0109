import type { Block } from './block.ts';
import { cuesOf } from './cues.ts';
import { findDates } from './find-dates.ts';
import { guessLanguage, sentencesOf, wordsOf } from './languages.ts';
import { chooseSentences } from './choose-sentences.ts';
import { isTableHead } from './table-head.ts';
import { fold } from './fold.ts';

/** Words of the page and the block they stand in, by its place in the page. */
export interface Quoted {
  readonly text: string;
  readonly start: number;
}

/** What a page says without a model: everything in it stands in the page. */
export interface Extract {
  /** BCP 47 primary tag of the page. */
  readonly language: string;
  /** The sentences that say most, in page order. */
  readonly sentences: readonly Quoted[];
  readonly outline: readonly (Quoted & { readonly level: number })[];
  readonly todos: readonly (Quoted & { readonly checked: boolean })[];
  /** Dates as written, each once, and the sentence that each stands in. */
  readonly dates: readonly (Quoted & { readonly context: string })[];
  readonly people: readonly string[];
  /** Where the people are named: a property, whose place is that of the page itself, and blocks. */
  readonly peopleAt: readonly (Quoted & { readonly end: number })[];
  readonly decisions: readonly Quoted[];
  readonly questions: readonly Quoted[];
  /** Places of the rows of tables, whose text is cells. */
  readonly rows: ReadonlySet<number>;
}

/** A page as far as an extract needs it. */
export interface Extractable {
  readonly title: string;
  readonly properties: readonly {
    readonly name?: string;
    readonly text?: string;
    readonly people?: readonly string[];
  }[];
  readonly blocks: readonly Block[];
}

/** Longest lists that are still read by a person. */
const MOST_LISTED = 12;
const MOST_OUTLINED = 40;
const SILENT = new Set<Block['kind']>(['code', 'equation', 'media', 'page', 'database', 'unknown']);

/** Extracts at most `sentences` key sentences, and what can be listed by rule. Linear in the page but for the choice. */
export function extractSummary(
  page: Extractable,
  options: { readonly sentences: number; readonly language?: string },
): Extract {
  const language = options.language ?? guessLanguage(sampleOf(page));
  const spoken = page.blocks.flatMap((block, start) =>
    SILENT.has(block.kind) || block.kind === 'heading' || isTableHead(page.blocks, start)
      ? []
      : sentencesOf(block.text, language).map((text) => ({ text, start })),
  );
  const cues = cuesOf(language);
  const decided = spoken.filter(({ text }) => cues.decision.test(fold(text)));
  const asked = spoken.filter((sentence) => isOpenQuestion(page.blocks, sentence, language));
  return {
    language,
    sentences: chooseSentences(page, spoken, language, options.sentences),
    outline: page.blocks
      .flatMap(({ kind, text, level = 1 }, start) => (kind === 'heading' ? [{ text, start, level }] : []))
      .slice(0, MOST_OUTLINED),
    todos: page.blocks.flatMap(({ kind, text, checked = false }, start) =>
      kind === 'todo' ? [{ text, start, checked }] : [],
    ),
    dates: datesIn(spoken),
    ...peopleIn(page),
    decisions: decided.slice(0, MOST_LISTED),
    questions: asked.slice(0, MOST_LISTED),
    rows: new Set(page.blocks.flatMap(({ kind }, start) => (kind === 'row' ? [start] : []))),
  };
}

const LEAST_ASKED = 4;

/** A few words that ask are a figure of speech, and what a callout or toggle asks is answered by what stands in it. */
function isOpenQuestion(blocks: readonly Block[], { text, start }: Quoted, language: string): boolean {
  if (!/[?？؟]["'”’»)\]]*$/.test(text) || wordsOf(text, language).length < LEAST_ASKED) return false;
  const block = blocks[start];
  if (block?.kind !== 'callout' && block?.kind !== 'toggle') return true;
  const holdsMore = (blocks[start + 1]?.depth ?? 0) > block.depth;
  return !(holdsMore || (block.text.startsWith(text) && block.text.length > text.length));
}

/** Text from all over the page, so that a foreign opening does not decide. */
function sampleOf(page: Extractable): string {
  const step = Math.max(1, Math.floor(page.blocks.length / 60));
  const blocks = page.blocks.filter((block, at) => at % step === 0 && block.kind !== 'code');
  return [page.title, ...blocks.map((block) => block.text.slice(0, 200))].join('\n');
}

function datesIn(spoken: readonly Quoted[]): Extract['dates'] {
  const dates = new Map<string, Extract['dates'][number]>();
  for (const { text, start } of spoken) {
    for (const date of findDates(text)) {
      if (dates.size < MOST_LISTED && !dates.has(date)) dates.set(date, { text: date, start, context: text });
    }
  }
  return [...dates.values()];
}

function peopleIn(page: Extractable): Pick<Extract, 'people' | 'peopleAt'> {
  const places = new Map<string, Extract['peopleAt'][number]>();
  for (const { name = '', text = '', people = [] } of page.properties) {
    for (const person of people)
      if (!places.has(person)) places.set(person, { text: `${name}: ${text}`, start: 0, end: 0 });
  }
  for (const [start, { text, mentions = [] }] of page.blocks.entries()) {
    for (const { kind, text: named } of mentions) {
      const person = named.replace(/^@/, '');
      if (kind === 'person' && person !== '' && !places.has(person))
        places.set(person, { text, start, end: start + 1 });
    }
  }
  return {
    people: [...places.keys()],
    peopleAt: [...new Map([...places.values()].map((at) => [at.text, at])).values()],
  };
}
