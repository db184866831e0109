import { pathToFileURL } from 'node:url';
import { actionFor } from '../../lib/actions/action-for.ts';
import { PLANTED_NOTES } from '../fixtures/planted-notes.ts';
import type { PlantedNotes } from '../fixtures/planted-notes.ts';
import { PLANTED_PAGES } from '../fixtures/planted-pages.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { samplePages } from './ask-corpus.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';
import { carelessWiki, inventedIn } from './grounding-careless.ts';
import { casesOf, factsIn, judgeWiki, leads, OPTIONS, pageTitled, sentOf, unsourced } from './grounding-measure.ts';
import type { Case } from './grounding-measure.ts';
import { answerOf } from './grounding-world.ts';

export const GROUNDING_FIGURES = [
  'grounding.sent',
  'grounding.citations',
  'grounding.model-free',
  'grounding.unsourced',
  'grounding.wiki-model-free',
  'grounding.wiki-careless-model',
  'grounding.wiki-world-model',
];

const LEAST_SENT = 0.95;
const LEAST_MODEL_FREE = 0.7;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** The share of required facts for each action, the lowest first. */
function shares(cases: readonly Case[], textOf: (one: Case) => string): readonly (readonly [string, number])[] {
  const actions = [...new Set(cases.map(({ action }) => action))];
  return actions
    .map((action) => {
      const own = cases.filter((one) => one.action === action);
      const found = sumOf(own.map((one) => factsIn(textOf(one), one.facts, one.pages[0]).length));
      return [action, found / sumOf(own.map(({ facts }) => facts.length))] as const;
    })
    .toSorted(([, one], [, other]) => one - other);
}

/** What each wiki entry lacks and invents, by its title. */
async function judged(
  pages: readonly Page[],
  entryOf: (page: Page, notes: PlantedNotes) => Promise<string> | string,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const notes of PLANTED_NOTES) {
    const page = pageTitled(pages, notes.title);
    const { lacks, invents } = judgeWiki(await entryOf(page, notes), notes, page);
    wrong.push(
      ...[...lacks.map((one) => `lacks ${one}`), ...invents.map((one) => `invents ${one}`)].map(
        (one) => `${notes.title}: ${one}`,
      ),
    );
  }
  return wrong;
}

/**
 * Per action, whether what a reader needs reaches the model, stands in the result without one, and leads back to where it
 * was said; and whether wiki entries hold every decision, owner and day of the notes and none besides.
 */
export async function benchGrounding(): Promise<readonly Figure[]> {
  const pages = await samplePages();
  const cases = await casesOf(pages, PLANTED_NOTES, PLANTED_PAGES);
  const documents = new Set(cases.map(({ pages: [page] }) => page?.id)).size;
  const languages = new Set(cases.map(({ language }) => language)).size;
  const sent = shares(cases, ({ plan }) => sentOf(plan));
  const free = shares(cases, (one) => one.free.markdown);
  const cited = cases.flatMap((one) =>
    one.free.cited.map((cite) => ({ name: one.name, cite, holds: leads(cite, one.pages) })),
  );
  const lost = cited.filter(({ holds }) => !holds);
  const bare = cases.flatMap(({ name, free: { markdown } }) => unsourced(markdown).map((line) => `${name}: ${line}`));
  const freeWiki = await judged(pages, (page) => actionFor('wiki').modelFree({ page, related: [] }, OPTIONS).markdown);
  const careless = await judged(pages, (page, notes) => carelessWiki(page, notes).markdown);
  const kept = PLANTED_NOTES.flatMap((notes) =>
    inventedIn(carelessWiki(pageTitled(pages, notes.title), notes).markdown),
  );
  const world = await judged(pages, async (page) => (await answerOf(pages, page, 'wiki')).text);
  const runs = cases.length;
  const note = `${cases.length} cases, ${sumOf(cases.map(({ facts }) => facts.length))} facts, ${documents} documents, ${languages} languages`;
  const share = (name: string, by: readonly (readonly [string, number])[], least: number): Figure => ({
    name,
    value: round(by[0]?.[1] ?? 0),
    unit: 'share in the worst action',
    peer: 'required',
    peerValue: least,
    ratio: round((by[0]?.[1] ?? 0) / least),
    bar: `>= ${least} in each action`,
    holds: by.every(([, value]) => value >= least),
    runs,
    note: `${note}; ${by.map(([action, value]) => `${action} ${round(value)}`).join(', ')}`,
  });
  const none = (name: string, wrong: readonly string[], of: number): Figure => ({
    name,
    value: wrong.length,
    unit: 'wrong',
    peer: 'looked at',
    peerValue: of,
    ratio: round(wrong.length / Math.max(1, of)),
    bar: 'none',
    holds: wrong.length === 0 && of > 0,
    runs: of,
    note: wrong.slice(0, 12).join('; '),
  });
  return [
    share('grounding.sent', sent, LEAST_SENT),
    none(
      'grounding.citations',
      lost.map(({ name, cite }) => `${name}: ${cite.quote.slice(0, 60)}`),
      cited.length,
    ),
    share('grounding.model-free', free, LEAST_MODEL_FREE),
    none('grounding.unsourced', bare, cases.length),
    none('grounding.wiki-model-free', freeWiki, PLANTED_NOTES.length),
    none('grounding.wiki-careless-model', [...careless, ...kept], PLANTED_NOTES.length),
    none('grounding.wiki-world-model', world, PLANTED_NOTES.length),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const figures = await benchGrounding();
  console.table(figures, ['name', 'value', 'unit', 'peerValue', 'bar', 'holds', 'runs']);
  for (const figure of figures) console.log(`${figure.name}: ${figure.note}`);
}
