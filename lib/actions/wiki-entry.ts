import type { Page } from '../mirror/page.ts';
import { escapeMarkdown } from '../text/escape-markdown.ts';
import type { Linked, ReadAnswer } from './action.ts';
import { createMarks, lineFound, sayFound } from './found-lines.ts';
import type { FoundLine } from './found-lines.ts';
import { meetingWords } from './meeting-words.ts';
import { noteLines } from './note-lines.ts';

/** What an entry is made of, in its order. */
export interface WikiParts {
  readonly summary: readonly FoundLine[];
  readonly decisions: readonly FoundLine[];
  readonly background: readonly FoundLine[];
  readonly followUps: readonly FoundLine[];
  readonly questions: readonly FoundLine[];
  readonly outline: readonly FoundLine[];
}

/** Decisions, follow-ups and the rest of some notes, line by line as they stand there. */
export function partsNoted(pages: readonly Page[]): WikiParts {
  const lines = pages.flatMap((page, at) => noteLines(page).map((line) => ({ line, at })));
  const of = (part: string): readonly FoundLine[] =>
    lines.filter(({ line }) => line.part === part).map(({ line, at }) => lineFound(line, at));
  const headings = pages.flatMap((page, at) =>
    page.blocks.flatMap(({ kind, text }, start) =>
      kind === 'heading' ? [{ words: text, cites: [{ page: at, start, end: start + 1, quote: text }] }] : [],
    ),
  );
  return {
    summary: [],
    decisions: of('decision'),
    background: of('reason'),
    followUps: of('task'),
    questions: of('question'),
    outline: headings.length < LEAST_OUTLINED ? [] : headings,
  };
}

/** With fewer headings an outline says nothing. */
const LEAST_OUTLINED = 3;

/** The entry as Markdown, every line with its source; people and related pages are what the notes themselves name. */
export function renderWiki(
  parts: WikiParts,
  { page, linked = [] }: { readonly page: Page; readonly linked?: readonly Linked[] },
  language: string,
): ReadAnswer {
  const words = meetingWords(language);
  const { mark, cited } = createMarks();
  const line = (found: FoundLine): string => `- ${sayFound(found)}${mark(found.cites)}`;
  const decision = (found: FoundLine): string =>
    found.why === undefined
      ? line(found)
      : `${line(found)}\n  - ${words.why}: ${escapeMarkdown(found.why)}${mark(found.cites)}`;
  const box = (found: FoundLine): string =>
    `- [${found.done === true ? 'x' : ' '}] ${sayFound(found)}${mark(found.cites)}`;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['', parts.summary.map(line)],
    [words.decisions, parts.decisions.map(decision)],
    [words.background, parts.background.map(line)],
    [words.followUps, parts.followUps.map(box)],
    [words.questions, parts.questions.map(line)],
    [words.people, peopleLines(page).map(line)],
    [words.related, linked.map((one) => linkLine(one, mark))],
    [words.outline, parts.outline.map(line)],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  const says = parts.decisions.length + parts.followUps.length + parts.summary.length > 0;
  return {
    markdown: [
      ...(says ? [] : [words.nothing]),
      ...shown.map(([title, lines]) => `${title === '' ? '' : `### ${title}\n\n`}${lines.join('\n')}`),
    ].join('\n\n'),
    cited,
  };
}

/** Who took part: the people of a property, else a line of the notes that lists them. */
function peopleLines(page: Page): readonly FoundLine[] {
  const property = page.properties.find(({ type, people = [] }) => type === 'people' && people.length > 0);
  if (property !== undefined) {
    const quote = `${property.name}: ${property.text}`;
    return [{ words: (property.people ?? []).join(', '), cites: [{ page: 0, start: 0, end: 0, quote }] }];
  }
  const at = page.blocks.findIndex(
    ({ kind, mentions = [] }) => kind === 'paragraph' && mentions.filter((one) => one.kind === 'person').length > 1,
  );
  const block = page.blocks[at];
  if (block === undefined) return [];
  const names = (block.mentions ?? [])
    .filter(({ kind }) => kind === 'person')
    .map(({ text }) => text.replace(/^@/, ''));
  return [{ words: [...new Set(names)].join(', '), cites: [{ page: 0, start: at, end: at + 1, quote: block.text }] }];
}

const linkLine = ({ property, title, url }: Linked, mark: (cites: FoundLine['cites']) => string): string =>
  `- ${escapeMarkdown(property)}: [${escapeMarkdown(title)}](${url})${mark([{ page: 0, start: 0, end: 0, quote: `${property}: ${title}` }])}`;
