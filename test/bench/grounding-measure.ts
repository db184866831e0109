import { actionFor } from '../../lib/actions/action-for.ts';
import { pagesOf } from '../../lib/actions/action.ts';
import type { ActionOptions, Cited, Material, ReadAnswer, WholePlan } from '../../lib/actions/action.ts';
import { noteLines } from '../../lib/actions/note-lines.ts';
import { gather } from '../../lib/flows/gather.ts';
import type { ActionId } from '../../lib/jobs/answer.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { createBench } from '../fixtures/answering.ts';
import { HandModel } from '../fixtures/hand-model.ts';
import type { PlantedNotes } from '../fixtures/planted-notes.ts';
import type { PlantedPage } from '../fixtures/planted-pages.ts';
import { aPage, newLedger, workThrough } from '../unit/actions-pages.ts';

export const OPTIONS: ActionOptions = { length: 'long', contextTokens: 200_000, model: 'claude-sonnet-5-5' };
const NEVER = new AbortController().signal;

/** One action on one page: what must be in it, what is sent, and what it gives without a model. */
export interface Case {
  readonly name: string;
  readonly action: ActionId;
  readonly language: string;
  readonly pages: readonly Page[];
  readonly facts: readonly string[];
  readonly plan: WholePlan;
  readonly free: ReadAnswer;
}

export const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase();

export function pageTitled(pages: readonly Page[], title: string): Page {
  const page = pages.find((one) => one.title === title);
  if (page === undefined) throw new Error(`No page ${title}`);
  return page;
}

/** An action on a page of the sample, with the pages around it read as the flow reads them. */
async function caseOf(
  pages: readonly Page[],
  action: ActionId,
  planted: { readonly title: string; readonly language: string; readonly facts: readonly string[] },
  template?: string,
): Promise<Case> {
  const page = pageTitled(pages, planted.title);
  const form = template === undefined ? undefined : aPage({ title: 'Template', blocks: readMarkdown(template) });
  const known = new Map([...pages, ...(form === undefined ? [] : [form])].map((one) => [one.id, one]));
  const bench = Object.assign(createBench(new HandModel()), {
    readRelated: async (id: Page['id']) => known.get(id),
  });
  bench.mirrored = pages;
  const input: JobInput = {
    action,
    length: 'long',
    ...(form === undefined ? {} : { particulars: { of: 'document', template: form.id } }),
  };
  const material: Material = await gather(bench, input, page, actionFor(action), NEVER, () => {});
  const options = { ...OPTIONS, language: planted.language };
  return {
    name: `${action} ${planted.title}`,
    action,
    language: planted.language,
    pages: pagesOf(material),
    facts: planted.facts,
    plan: workThrough(actionFor(action).plan(material, options), newLedger()),
    free: actionFor(action).modelFree(material, options),
  };
}

const factsOf = (lines: PlantedNotes['decisions']): readonly string[] =>
  lines.flatMap((facts) => facts.filter((fact) => fact !== undefined));

/** Tasks and a wiki entry of every planted meeting, and the other actions on their pages. */
export async function casesOf(
  pages: readonly Page[],
  notes: readonly PlantedNotes[],
  others: readonly PlantedPage[],
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const { title, language, decisions, open, done } of notes) {
    cases.push(await caseOf(pages, 'wiki', { title, language, facts: factsOf([...decisions, ...open, ...done]) }));
    if (open.length > 0) cases.push(await caseOf(pages, 'tasks', { title, language, facts: factsOf(open) }));
  }
  for (const { action, template, ...planted } of others) cases.push(await caseOf(pages, action, planted, template));
  return cases;
}

/** Required facts that a text holds. Days written otherwise than as ISO count by the place that says them. */
export const factsIn = (text: string, facts: readonly string[], page?: Page): readonly string[] => {
  const words = bare(text);
  const days = new Set(
    page === undefined
      ? []
      : noteLines(page).flatMap(({ what: line, due }) =>
          due !== undefined && words.includes(bare(line)) ? [due] : [],
        ),
  );
  return facts.filter((fact) => words.includes(bare(fact)) || days.has(fact));
};

/** Everything that a request shows a model. */
export const sentOf = ({ request }: WholePlan): string =>
  request.turns
    .flatMap(({ text, sources = [] }) => [...sources.flatMap(({ title, items }) => [title, ...items]), text])
    .join('\n');

/** Whether a citation leads to what it quotes: the blocks themselves, else the title or a property of the page. */
export function leads({ page: at, start, end, quote }: Omit<Cited, 'n'>, pages: readonly Page[]): boolean {
  const page = pages[at];
  if (page === undefined || quote.trim() === '') return false;
  const words =
    end > start
      ? page.blocks.slice(start, end).map(({ text }) => text)
      : [page.title, ...page.properties.map(({ name, text }) => `${name}: ${text}`)];
  const wanted = bare(quote).slice(0, 200);
  // A relation is quoted by the names of its pages, which its property gives by number alone.
  const named = /^([^:]+): /.exec(quote)?.[1];
  return (
    bare(words.join('\n')).includes(wanted) ||
    (end === start && page.properties.some(({ name, type }) => name === named && type === 'relation'))
  );
}

/** Lines that state something and lead nowhere. Headings and words that say that nothing is known state nothing. */
export const unsourced = (markdown: string): readonly string[] =>
  markdown
    .split('\n')
    .filter(
      (line) => line.trim() !== '' && !/^#{1,6} /.test(line) && !/^(?:- )?\*[^*]+\*$|^\*[^*]+:\* /.test(line.trim()),
    )
    .filter((line) => !/\[\^\d+\]/.test(line));

/** A line of an entry taken apart again, and every name and day that it gives. */
export interface EntryLine {
  readonly words: string;
  readonly facts: readonly string[];
}

/** The lines of an entry under its decisions and follow-ups. */
export function linesOf(markdown: string): readonly EntryLine[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) =>
      line
        .replaceAll(/\[\^\d+\]/g, '')
        .replace(/^- (?:\[[ x]\] )?/, '')
        .replaceAll('\\', ''),
    )
    .map((line) => {
      const [words = '', ...facts] = line.split(' · ');
      return { words, facts };
    });
}

/** What a wiki entry lacks of what is planted in the notes, and who and when it gives that the line's block does not. */
export function judgeWiki(
  markdown: string,
  notes: PlantedNotes,
  page: Page,
): { readonly lacks: readonly string[]; readonly invents: readonly string[] } {
  const lines = linesOf(markdown);
  const isOf = (line: EntryLine, words: string): boolean => bare(line.words).includes(bare(words));
  const lacks = [...notes.decisions, ...notes.open, ...notes.done].flatMap(([words, owner, day]) => {
    const block = page.blocks.find(({ text }) => text.includes(words))?.text ?? '';
    const own = lines.filter((line) => isOf(line, words) || bare(block).includes(bare(line.words)));
    const says = (fact: string | undefined): boolean =>
      fact === undefined ||
      own.some((line) => factsIn([line.words, ...line.facts].join('\n'), [fact], page).length > 0);
    return own.length > 0 && says(owner) && says(day) ? [] : [words];
  });
  const told = page.properties.map(({ name, text }) => `${name}: ${text}`);
  const known = bare([page.title, ...told, ...page.blocks.map(({ text }) => text)].join('\n'));
  const days = new Set(noteLines(page).map(({ due }) => due));
  const invents = lines.flatMap(({ words, facts }) => [
    ...facts.filter((fact) => !known.includes(bare(fact)) && !days.has(fact)),
    ...(known.includes(bare(words)) || /^[^:]+: \[/.test(words) ? [] : [words]),
  ]);
  return { lacks, invents };
}
