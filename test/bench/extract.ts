import { pathToFileURL } from 'node:url';
import { extractSummary } from '../../lib/text/extract.ts';
import { guessLanguage, sentencesOf } from '../../lib/text/languages.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';
import { loadMarkedPages } from './marked-pages.ts';
import type { MarkedPage } from './marked-pages.ts';

const SENTENCES = 5;
const LEAST_RATIO = 1.3;

type Chooser = (page: MarkedPage) => readonly string[];

const ours: Chooser = (page) =>
  extractSummary({ ...page, properties: [] }, { sentences: SENTENCES }).sentences.map((sentence) => sentence.text);

/** All sentences of the page's text, each with whether it is the first under its heading. */
function sentencesIn(page: MarkedPage): readonly { readonly text: string; readonly first: boolean }[] {
  const language = guessLanguage(page.blocks.map((block) => block.text).join('\n'));
  let headed = true;
  return page.blocks.flatMap((block) => {
    if (block.kind === 'heading') {
      headed = true;
      return [];
    }
    const sentences = sentencesOf(block.text, language).map((text, at) => ({ text, first: headed && at === 0 }));
    headed = false;
    return sentences;
  });
}

const lead: Chooser = (page) =>
  sentencesIn(page)
    .slice(0, SENTENCES)
    .map((sentence) => sentence.text);

/** A stronger simple rule, for the note: the first sentence under each heading. */
const firstOfEach: Chooser = (page) =>
  sentencesIn(page)
    .filter((sentence) => sentence.first)
    .slice(0, SENTENCES)
    .map((sentence) => sentence.text);

const bare = (text: string): string => text.replaceAll(/[\s\p{P}]/gu, '');

/** Share of a page's marked sentences among the chosen ones. */
export function recallOf(page: MarkedPage, chosen: readonly string[]): number {
  const found = new Set(chosen.map(bare));
  return page.key.filter((sentence) => found.has(bare(sentence))).length / page.key.length;
}

function meanRecall(pages: readonly MarkedPage[], choose: Chooser): number {
  return pages.reduce((sum, page) => sum + recallOf(page, choose(page)), 0) / pages.length;
}

/** What five sentences chosen by chance would find. */
function chance(pages: readonly MarkedPage[]): number {
  return pages.reduce((sum, page) => sum + SENTENCES / sentencesIn(page).length, 0) / pages.length;
}

/** Recall of marked key sentences in five, beside the first five; the weights were tuned on pages with odd numbers. */
export function benchExtract(): Figure[] {
  const pages = loadMarkedPages();
  const tuned = pages.filter((page) => Number.parseInt(page.name, 10) % 2 === 1);
  const heldOut = pages.filter((page) => Number.parseInt(page.name, 10) % 2 === 0);
  const value = meanRecall(pages, ours);
  const peerValue = meanRecall(pages, lead);
  const ratio = value / peerValue;
  const half = (name: string, some: readonly MarkedPage[]): string =>
    `${name} ${round(meanRecall(some, ours))} against ${round(meanRecall(some, lead))}`;
  return [
    {
      name: 'main.extract-recall',
      value: round(value),
      unit: 'recall',
      peer: 'the first five sentences',
      peerValue: round(peerValue),
      ratio: round(ratio),
      bar: `ratio >= ${LEAST_RATIO}`,
      holds: ratio >= LEAST_RATIO,
      runs: pages.length,
      note: [
        half('tuned half', tuned),
        half('held-out half', heldOut),
        `the first sentence under each heading ${round(meanRecall(pages, firstOfEach))}`,
        `chance ${round(chance(pages))}`,
      ].join('; '),
    },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const figures = benchExtract();
  console.table(figures, ['name', 'value', 'unit', 'peer', 'peerValue', 'ratio', 'bar', 'holds', 'runs']);
  for (const figure of figures) console.log(figure.note);
}
