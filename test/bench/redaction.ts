import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrivate } from '../../lib/policy/redaction/find-private.ts';
import { createBook } from '../../lib/policy/redaction/placeholder-book.ts';
import { createRedactor } from '../../lib/policy/redaction/redact.ts';
import { createRestoreStream } from '../../lib/policy/redaction/restore-stream.ts';
import { createRandom } from '../world/random.ts';
import { median, round } from './figure.ts';
import type { Figure } from './figure.ts';
import { labelledSet } from './redaction/labelled-set.ts';
import type { Sample } from './redaction/labelled-set.ts';
import { ALL_RULES, recallByClass } from './redaction/measure.ts';
import { NEAR_MISSES } from './redaction/near-misses.ts';

const HANDBOOK = new URL('../../../shared/data/handbook/sourcegraph/content', import.meta.url).pathname;
const LEAST_RECALL = 0.95;
const CLEAN = 300;
const MOST_TOUCHED = 0.005;
const MOST_MS = 50;
const TIMED = 100_000;
const RUNS = 15;

export const REDACTION_FIGURES = [
  'trust.redaction-secrets',
  'trust.redaction-personal',
  'trust.redaction-near-misses',
  'trust.redaction-clean',
  'trust.redaction-restored',
  'trust.redaction-ms',
];

/** What is found of secrets and personal data that the rules were not written before, and what is left alone. */
export function benchRedaction(): readonly Figure[] {
  const set = labelledSet(1);
  return [
    recall('trust.redaction-secrets', set, 'secret'),
    recall('trust.redaction-personal', set, 'personal'),
    nearMisses(),
    ...cleanFigures(),
    restored(set),
  ];
}

function recall(name: string, set: readonly Sample[], of: Sample['of']): Figure {
  const classes = [...recallByClass(set.filter((sample) => sample.of === of))];
  const found = classes.reduce((sum, [, one]) => sum + one.found, 0);
  const samples = classes.reduce((sum, [, one]) => sum + one.samples, 0);
  const value = found / samples;
  return {
    name,
    value: round(value),
    unit: 'share of values found whole',
    peer: 'the bar',
    peerValue: LEAST_RECALL,
    ratio: round(value / LEAST_RECALL),
    bar: `value >= ${LEAST_RECALL}`,
    holds: value >= LEAST_RECALL,
    runs: samples,
    note: `${classes.length} classes, held-out half: ${classes.map(([label, one]) => `${label} ${one.found}/${one.samples}`).join(', ')}`,
  };
}

function nearMisses(): Figure {
  const touched = NEAR_MISSES.filter((text) => findPrivate(text, ALL_RULES).length > 0);
  return {
    name: 'trust.redaction-near-misses',
    value: touched.length,
    unit: 'touched',
    peer: 'near misses',
    peerValue: NEAR_MISSES.length,
    ratio: round(touched.length / NEAR_MISSES.length),
    bar: 'none',
    holds: true,
    runs: 1,
    note: touched.join('; '),
  };
}

/** Paragraphs of the handbook without an address in them, so many by a seed; none where it is not on this machine. */
function cleanFigures(): readonly Figure[] {
  if (!existsSync(HANDBOOK)) {
    return [notRun('trust.redaction-clean', MOST_TOUCHED), notRun('trust.redaction-ms', MOST_MS)];
  }
  const texts = globSync('**/*.md', { cwd: HANDBOOK })
    .toSorted()
    .map((file) => readFileSync(join(HANDBOOK, file), 'utf8'));
  const paragraphs = texts
    .flatMap((text) => text.split(/\n{2,}/))
    .filter((text) => text.trim().length >= 40 && !text.includes('@'));
  const random = createRandom(20_261_122);
  const drawn = Array.from({ length: CLEAN }, () => paragraphs[Math.floor(random() * paragraphs.length)] ?? '');
  const touchedOf = (all: readonly string[]) => all.filter((text) => findPrivate(text, ALL_RULES).length > 0);
  const touched = touchedOf(drawn);
  const times = timesOf(texts.join('\n'));
  const ms = median(times);
  return [
    {
      name: 'trust.redaction-clean',
      value: round(touched.length / CLEAN),
      unit: 'share of paragraphs touched',
      peer: 'the bar',
      peerValue: MOST_TOUCHED,
      ratio: round(touched.length / CLEAN / MOST_TOUCHED),
      bar: `value <= ${MOST_TOUCHED} of ${CLEAN} paragraphs of a handbook`,
      holds: touched.length / CLEAN <= MOST_TOUCHED,
      runs: CLEAN,
      note: `of all ${paragraphs.length} paragraphs ${touchedOf(paragraphs).length}`,
    },
    {
      name: 'trust.redaction-ms',
      value: round(ms),
      unit: 'ms for 100 kB',
      peer: 'the bar',
      peerValue: MOST_MS,
      ratio: round(ms / MOST_MS),
      bar: `value <= ${MOST_MS} ms`,
      holds: ms <= MOST_MS,
      runs: RUNS,
      note: `found, named and replaced, invisible characters taken out; slowest ${round(Math.max(...times))} ms`,
    },
  ];
}

/** Each run reads another stretch of the text. */
function timesOf(text: string): readonly number[] {
  return Array.from({ length: RUNS }, (_none, at) => {
    const stretch = text.slice(at * TIMED, (at + 1) * TIMED);
    const before = performance.now();
    createRedactor({ secrets: 'placeholders', personal: 'placeholders', own: [], raises: false }, createBook(), [
      stretch,
    ]).text(stretch);
    return performance.now() - before;
  });
}

/** Every sample replaced, sent back in pieces of three characters, and compared. */
function restored(set: readonly Sample[]): Figure {
  const exact = set.filter(({ text }) => {
    const redactor = createRedactor(
      { secrets: 'placeholders', personal: 'placeholders', own: [], raises: false },
      createBook(),
      [text],
    );
    const sent = redactor.text(text);
    const stream = createRestoreStream((name) => redactor.used().get(name));
    const pieces = sent.match(/[^]{1,3}/g) ?? [];
    return pieces.map((piece) => stream.push(piece)).join('') + stream.end() === text;
  });
  return {
    name: 'trust.redaction-restored',
    value: exact.length,
    unit: 'texts back as they were',
    peer: 'texts',
    peerValue: set.length,
    ratio: round(exact.length / set.length),
    bar: 'all of them',
    holds: exact.length === set.length,
    runs: 1,
    note: 'the answer repeats what was sent, three characters at a time',
  };
}

const notRun = (name: string, bar: number): Figure => ({
  name,
  value: Number.NaN,
  unit: '',
  peer: 'the bar',
  peerValue: bar,
  ratio: Number.NaN,
  bar: 'not run',
  holds: true,
  runs: 0,
  note: 'not run: the handbook is not on this machine',
});
