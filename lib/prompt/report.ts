import type { ReportResult } from '../report/result.ts';
import { fence } from './fence.ts';
import type { Wishes } from './wishes.ts';
import { languageWish, lengthWish } from './wishes.ts';

const TASK = `Write the text of a report from the figures between the tags. They were computed from the rows of the person's databases; the rows themselves are not shown to you, and need not be.

- Refer to a figure by its id in braces, as {F7}: its number is put there for you, with its sign and unit. Write no unit beside it.
- Write no number that is not among the figures, and compute none: no sums, differences, ratios or averages of your own.
- Say what a reader has to know: what is largest, what changed, what stands out, which bounds are crossed, and how certain it is given what was left out. Explain no cause that the figures do not show.
- Do not repeat the tables; they stand under your text.

Begin with a heading "Summary" of two or three sentences, then a heading "What stands out" with bullets. Leave the second away where nothing does.`;

/** Figures past these do not fit what anybody can write about; they stand in the tables all the same. */
const MOST_FIGURES = 400;

/** Asks for the words around computed figures. What is sent are aggregates and names of groups, never rows. */
export function askReport(result: ReportResult, wishes: Wishes): string {
  return `${TASK}\n\n${lengthWish(wishes)}\n${languageWish(wishes)}\n\n${fence('figures', factsOf(result))}`;
}

function factsOf({ title, day, figures, flags, notes, sources }: ReportResult): string {
  const shown = figures.slice(0, MOST_FIGURES);
  const more = figures.length - shown.length;
  // A row that stands out is a row all the same: how many there are is said, and which ones stands under the text.
  const single = flags.filter(({ rows }) => rows.length > 0).length;
  const told = flags.filter(({ rows }) => rows.length === 0);
  return [
    `Report: ${title}`,
    `Computed on ${day} from ${sources.map((source) => `${source.title} (${source.rows} rows)`).join(', ')}`,
    '',
    'Figures (id | what | value | rows that it was computed from):',
    ...shown.map(({ id, label, text, rows }) => `${id} | ${label} | ${text} | ${rows}`),
    ...(more > 0 ? [`${more} further figures stand in the tables alone.`] : []),
    '',
    flags.length === 0 ? 'Flags: none' : 'Flags:',
    ...told.map(({ words, figures: ids }) => `- ${words}${ids.length === 0 ? '' : ` (${ids.join(', ')})`}`),
    ...(single > 0 ? [`- ${single} single rows are far from the others; they are listed under your text.`] : []),
    '',
    'Notes:',
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}
