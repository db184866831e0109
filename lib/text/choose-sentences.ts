import type { Block } from './block.ts';
import { cuesOf, IDLE_HEADING, WEIGHTY_HEADING } from './cues.ts';
import { findDates } from './find-dates.ts';
import { fold } from './fold.ts';
import { isGrammar, termsOf } from './terms.ts';

interface Spoken {
  readonly text: string;
  readonly start: number;
}

interface Candidate extends Spoken {
  readonly terms: ReadonlySet<string>;
  /** Where under its heading it stands, 0 first. */
  readonly inSection: number;
  readonly heading: string;
  readonly about: ReadonlySet<string>;
  readonly kind: Block['kind'];
}

interface Scored extends Candidate {
  readonly score: number;
}

/** Weights of the marks of a key sentence, tuned on half of the pages in `test/fixtures/key-sentences`. */
const WEIGHT = {
  central: 0.45,
  title: 0.05,
  heading: 0.15,
  first: 0.05,
  decision: 0.5,
  weighty: 0.3,
  number: 0.1,
  quantity: 0.2,
  date: 0.15,
  weightyHeading: 0.1,
  idleHeading: -0.6,
  idle: -0.4,
  question: -0.3,
  row: -3,
  todo: -0.25,
  length: 0.4,
} as const;

/** Amounts of money and shares, which are seldom mentioned in passing. */
const QUANTITY =
  /\p{Nd}\s?(?:%|٪|percent|prozent|pour cent|por ciento|en 100|€|\$|£|¥|円|万|億|人|件|割|euros?|dollars?|pounds?|usd|eur|k\b|million|mio|billion|دينار|ريال|درهم|مليون|الف)|[€$£¥]\s?\p{Nd}/u;

/** How much of its score a sentence loses for saying again what a chosen one says. */
const REDUNDANCY = 0.5;
/** Past this likeness a sentence says the same, and is never chosen beside the other. */
const SAME = 0.85;
/** Only this many of the best take part in the choice, so that a page of any length costs the same there. */
const CONTENDERS = 150;

/** The sentences that say most about the page, without saying the same twice, in page order. */
export function chooseSentences(
  page: { readonly title: string; readonly blocks: readonly Block[] },
  spoken: readonly Spoken[],
  language: string,
  most: number,
): readonly Spoken[] {
  const candidates = candidatesOf(page.blocks, spoken, language);
  const scored = scoreAll(page.title, candidates, language).toSorted((a, b) => b.score - a.score || a.start - b.start);
  const chosen = pickVaried(scored.slice(0, Math.max(CONTENDERS, most * 3)), most);
  const order = new Map(spoken.map((sentence, at) => [`${sentence.start} ${sentence.text}`, at]));
  const placeOf = ({ start, text }: Spoken): number => order.get(`${start} ${text}`) ?? 0;
  return chosen.toSorted((a, b) => placeOf(a) - placeOf(b)).map(({ text, start }) => ({ text, start }));
}

function candidatesOf(blocks: readonly Block[], spoken: readonly Spoken[], language: string): readonly Candidate[] {
  let heading = '';
  let about: ReadonlySet<string> = new Set();
  let inSection = 0;
  let at = -1;
  return spoken.map((sentence) => {
    while (at < sentence.start) {
      at += 1;
      const block = blocks[at];
      if (block?.kind !== 'heading') continue;
      heading = block.text;
      about = new Set(termsOf(heading, language));
      inSection = 0;
    }
    const terms = new Set(termsOf(sentence.text, language).filter((term) => !isGrammar(term)));
    const kind = blocks[sentence.start]?.kind ?? 'paragraph';
    const candidate = { ...sentence, terms, inSection, heading, about, kind };
    inSection += 1;
    return candidate;
  });
}

/** Terms of the page by how many sentences hold them: what is said once weighs nothing, what recurs is the theme. */
function themeOf(candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { terms } of candidates) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return new Map([...counts].map(([term, count]) => [term, Math.log2(count)]));
}

function scoreAll(title: string, candidates: readonly Candidate[], language: string): readonly Scored[] {
  const theme = themeOf(candidates);
  const titleTerms = new Set(termsOf(title, language));
  const centrality = candidates.map((candidate) => {
    let sum = 0;
    for (const term of candidate.terms) sum += theme.get(term) ?? 0;
    return sum / Math.sqrt(candidate.terms.size + 4);
  });
  const mean = candidates.reduce((sum, { terms }) => sum + terms.size, 0) / Math.max(candidates.length, 1) || 1;
  const most = centrality.reduce((max, value) => Math.max(max, value), 1e-9);
  return candidates.map((candidate, at) => ({
    ...candidate,
    score:
      (WEIGHT.central * (centrality[at] ?? 0)) / most +
      WEIGHT.title * overlap(candidate.terms, titleTerms) +
      WEIGHT.heading * overlap(candidate.terms, candidate.about) +
      markScore(candidate, language, mean),
  }));
}

function markScore(candidate: Candidate, language: string, mean: number): number {
  const { text, kind, heading } = candidate;
  const cues = cuesOf(language);
  const folded = fold(text);
  const marks: readonly (readonly [number, boolean])[] = [
    [WEIGHT.first, candidate.inSection === 0],
    [WEIGHT.decision, cues.decision.test(folded)],
    [WEIGHT.weighty, cues.weighty.test(folded)],
    [WEIGHT.idle, cues.idle.test(folded)],
    [WEIGHT.number, /\p{Nd}/u.test(text)],
    [WEIGHT.quantity, QUANTITY.test(folded)],
    [WEIGHT.date, findDates(text).length > 0],
    [WEIGHT.weightyHeading, heading !== '' && WEIGHTY_HEADING.test(fold(heading))],
    [WEIGHT.idleHeading, heading !== '' && IDLE_HEADING.test(fold(heading))],
    [WEIGHT.question, /[?？؟]$/.test(text)],
    [WEIGHT.row, kind === 'row'],
    [WEIGHT.todo, kind === 'todo'],
  ];
  const marked = marks.reduce((sum, [weight, holds]) => sum + (holds ? weight : 0), 0);
  return marked + WEIGHT.length * lengthPrior(candidate.terms.size, mean);
}

/** A sentence with more words than the page's mean tells more, up to a point; one with few words tells nothing alone. */
function lengthPrior(terms: number, mean: number): number {
  if (terms < 3) return -3;
  const ratio = Math.log2(terms / mean);
  return ratio > 1.5 ? 0 : Math.max(-1.5, Math.min(0.75, ratio));
}

function overlap(terms: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (others.size === 0) return 0;
  let shared = 0;
  for (const term of others) if (terms.has(term)) shared += 1;
  return shared / others.size;
}

function pickVaried(scored: readonly Scored[], most: number): readonly Scored[] {
  const chosen: Scored[] = [];
  const left = scored.map((candidate) => ({ candidate, penalty: 0 }));
  while (chosen.length < most && left.length > 0) {
    let best = 0;
    for (const [at, { candidate, penalty }] of left.entries()) {
      const leader = left[best];
      if (leader && candidate.score - penalty > leader.candidate.score - leader.penalty) best = at;
    }
    const [picked] = left.splice(best, 1);
    if (!picked || picked.penalty === Infinity) break;
    chosen.push(picked.candidate);
    for (const other of left) {
      const alike = likeness(picked.candidate.terms, other.candidate.terms);
      other.penalty = Math.max(other.penalty, alike > SAME ? Infinity : REDUNDANCY * alike);
    }
  }
  return chosen;
}

/** Shared terms of all terms, 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of a) if (b.has(term)) shared += 1;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
