import type { Page, Property } from '../mirror/page.ts';
import { escapeMarkdown } from '../text/escape-markdown.ts';
import type { Cited, Material } from './action.ts';
import { meansDone, partNamed } from './brief-words.ts';
import type { BriefPart, BriefWords } from './brief-words.ts';

/** One line of a brief and where it stands. */
export interface BriefLine {
  readonly part: BriefPart;
  readonly markdown: string;
  readonly cite: Omit<Cited, 'n'>;
  /** ISO date to sort by. */
  readonly date?: string;
}

/** Bookkeeping of Notion's own says nothing about a project. */
export const IDLE_TYPES = new Set([
  'title',
  'created_time',
  'last_edited_time',
  'created_by',
  'last_edited_by',
  'unique_id',
  'button',
  'files',
  'verification',
]);

/** A property as a line; Notion's own bookkeeping and what is unset give none. */
export function propertyLines(page: Page, index: number, language: string): readonly BriefLine[] {
  return page.properties.flatMap((property) => propertyLine(property, index, language));
}

function propertyLine(property: Property, index: number, language: string): readonly BriefLine[] {
  if (property.text === '' || IDLE_TYPES.has(property.type)) return [];
  const words = `${property.name}: ${property.text}`;
  return [
    {
      part: partOf(property),
      markdown: `**${escapeMarkdown(property.name)}:** ${escapeMarkdown(valueOf(property, language))}`,
      cite: { page: index, start: 0, end: 0, quote: words },
      ...(property.date === undefined ? {} : { date: property.date.start }),
    },
  ];
}

/** A year and the like stay as they are. */
const GROUPED_FROM = 10_000;

/** The value as a person writes it: each name of a list once, a bare large number with its separators. */
function valueOf({ type, text, number, people }: Property, language: string): string {
  if (people !== undefined || type === 'rollup') return [...new Set(text.split(', '))].join(', ');
  const bare = number !== undefined && text === String(number) && Math.abs(number) >= GROUPED_FROM;
  return bare ? new Intl.NumberFormat(language).format(number) : text;
}

function partOf(property: Property): BriefPart {
  if (property.type === 'date' || property.date !== undefined) return 'timeline';
  if (property.type === 'people') return 'stakeholders';
  return partNamed(property.name) ?? 'scope';
}

/** A related page: an open task is a next step, anything else that is dated stands in the timeline; amounts, risks and dependencies by their properties. */
export function relatedLines(page: Page, index: number, language: string): readonly BriefLine[] {
  const told = propertyLines(page, index, language)
    .filter(({ part }) => part === 'budget' || part === 'risks' || part === 'dependencies')
    .map((line) => Object.assign({}, line, { markdown: `${escapeMarkdown(page.title)} · ${line.markdown}` }));
  const task = taskOf(page);
  if (task.open) return [{ part: 'next', ...pageLine(page, index, task) }, ...told];
  return task.date === undefined ? told : [{ part: 'timeline', ...pageLine(page, index, task) }, ...told];
}

interface Task {
  readonly status: string;
  readonly date: Property | undefined;
  /** It looks like a task, and its status does not say that it is done. */
  readonly open: boolean;
}

function taskOf(page: Page): Task {
  const status = page.properties.find(({ type }) => type === 'status' || type === 'select' || type === 'checkbox');
  const date = page.properties.find((property) => property.date !== undefined);
  const done = status?.checked ?? meansDone(status?.text ?? '');
  const task = status !== undefined && (date !== undefined || peopleOf(page).length > 0);
  return { status: status?.text ?? '', date, open: task && !done };
}

function pageLine(page: Page, index: number, { status, date }: Task): Omit<BriefLine, 'part'> {
  const facts = [page.title, status, date?.text ?? '', peopleOf(page).join(', ')].filter((fact) => fact !== '');
  return {
    markdown: facts.map(escapeMarkdown).join(' · '),
    cite: { page: index, start: 0, end: 0, quote: page.title },
    ...(date?.date === undefined ? {} : { date: date.date.start }),
  };
}

/** Amounts of one name on several related pages, added up. */
export function totals(related: readonly Page[], words: BriefWords, language: string): readonly BriefLine[] {
  const sums = new Map<string, { count: number; sum: number; first: number; quote: string }>();
  for (const [at, page] of related.entries()) {
    for (const { name, number, text } of page.properties) {
      if (number === undefined || partNamed(name) !== 'budget') continue;
      const known = sums.get(name) ?? { count: 0, sum: 0, first: at + 1, quote: `${name}: ${text}` };
      sums.set(name, { ...known, count: known.count + 1, sum: known.sum + number });
    }
  }
  return [...sums].flatMap(([name, { count, sum, first, quote }]) => {
    if (count < 2) return [];
    const label = words.total.replace('{name}', name).replace('{count}', String(count));
    const total = new Intl.NumberFormat(language).format(sum);
    return [
      {
        part: 'budget' as const,
        markdown: `**${escapeMarkdown(label)}:** ${total}`,
        cite: { page: first, start: 0, end: 0, quote },
      },
    ];
  });
}

/** People of related pages whom the page itself does not name. */
export function otherPeople({ page, related }: Material, words: BriefWords): readonly BriefLine[] {
  const named = new Set(page.properties.flatMap((property) => property.people ?? []));
  const others = [...new Set(related.flatMap(peopleOf))].filter((person) => !named.has(person));
  const isOther = (property: Property): boolean => (property.people ?? []).some((person) => !named.has(person));
  const first = related.findIndex(({ properties }) => properties.some(isOther));
  const naming = related[first]?.properties.find(isOther);
  if (naming === undefined) return [];
  return [
    {
      part: 'stakeholders',
      markdown: `**${words.others}:** ${others.map(escapeMarkdown).join(', ')}`,
      cite: { page: first + 1, start: 0, end: 0, quote: `${naming.name}: ${naming.text}` },
    },
  ];
}

function peopleOf(page: Page): readonly string[] {
  return [...new Set(page.properties.flatMap((property) => property.people ?? []))];
}
