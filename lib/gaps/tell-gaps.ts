import { GAP_KINDS } from './gap.ts';
import type { Gap, GapKind } from './gap.ts';
import type { GapCheck } from './gap-check.ts';

/** What each kind of gap is called. */
export const GAP_HEADINGS: Readonly<Record<GapKind, string>> = {
  contradiction: 'Pages that disagree',
  'missing-page': 'Links that lead nowhere',
  unexplained: 'Used and never explained',
  stale: 'Left behind',
  'single-author': 'Known to one person',
  orphan: 'Nothing leads here',
};

/** So many of a kind are told; the workbench shows all. */
const MOST_TOLD = 10;

/** What is new, of what was not put aside; everything after the first check. */
const newIn = ({ gaps, fresh, aside }: GapCheck): readonly Gap[] => {
  const put = new Set(aside);
  const known = fresh === undefined ? undefined : new Set(fresh);
  return gaps.filter(({ key }) => !put.has(key) && (known === undefined || known.has(key)));
};

/** What a check came to, in Markdown: first in one line what is new, then each with the words that show it. */
export function tellGaps(check: GapCheck): string {
  const found = newIn(check);
  const put = new Set(check.aside);
  const open = check.gaps.filter(({ key }) => !put.has(key)).length;
  const news =
    check.since === undefined
      ? `${countOf(open)} found in ${pagesOf(check.pages)}, at the first check.`
      : `${found.length === 0 ? 'Nothing new' : `${found.length} new`} since ${dayOf(check.since)}; ${countOf(open)} in ${pagesOf(check.pages)}.`;
  const kinds = GAP_KINDS.flatMap((kind) => {
    const ours = found.filter((gap) => gap.kind === kind);
    if (ours.length === 0) return [];
    const more = ours.length > MOST_TOLD ? [`- and ${ours.length - MOST_TOLD} more, in the workbench`] : [];
    return [`## ${GAP_HEADINGS[kind]}`, [...ours.slice(0, MOST_TOLD).map(lineOf), ...more].join('\n')];
  });
  const missing =
    check.notHere === 0 ? [] : [`${pagesOf(check.notHere)} could not be looked through: not on this device.`];
  return [news, ...kinds, ...missing].join('\n\n');
}

function lineOf({ subject, values = [], evidence: [first] }: Gap): string {
  const said = values.length === 0 ? '' : `: ${plain(values.join(' · '))}`;
  const shown = first === undefined || first.quote === '' ? '' : ` (“${plain(first.quote)}”, in ${plain(first.title)})`;
  return `- **${plain(subject)}**${said}${shown}`;
}

/** Words of pages as words: nothing in them is taken for Markdown, and a line stays one. */
const plain = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`);

const countOf = (gaps: number): string => `${gaps} ${gaps === 1 ? 'gap' : 'gaps'}`;
const pagesOf = (pages: number): string => `${pages} ${pages === 1 ? 'page' : 'pages'}`;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 'YYYY-MM-DD'.length);
