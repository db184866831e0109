import { loadavg } from 'node:os';
import { median, round } from './figure.ts';
import type { Figure } from './figure.ts';
import { p95 } from './search-speed-meters.ts';
import { UNMERGED, WORKSPACES } from './search-speed-plan.ts';
import type { Plan } from './search-speed-plan.ts';
import { timesOf } from './search-speed-runs.ts';
import type { Kind, Measured } from './search-speed-runs.ts';

type Results = ReadonlyMap<string, Measured>;
type Of = (values: readonly number[]) => number;

/** One comparison: a value of one index, the same of another, and how many times the other the one may be. */
interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: string;
  readonly peerValue: number;
  /** The most that `value / peerValue` may be; absent where the figure only informs. */
  readonly most?: number;
  readonly runs: number;
  readonly note: string;
}

/** The figures of a run; those of a whole one are listed in `SEARCH_SPEED_FIGURES`. */
export function figuresOf(results: Results, plan: Plan): readonly Figure[] {
  const last = plan.peerSizes.at(-1) ?? 0;
  const rows = [
    ...plan.peerSizes.flatMap((pages) => besidePeers(results, pages, pages === last)),
    ...alone(results, plan),
  ];
  return rows.map((row) => toFigure(row, plan.whole));
}

function toFigure({ name, value, unit, peer, peerValue, most, runs, note }: Row, whole: boolean): Figure {
  const ratio = value / peerValue;
  const counts = whole && most !== undefined;
  return {
    name: `search.speed-${name}`,
    value: round(value),
    unit,
    peer,
    peerValue: round(peerValue),
    ratio: round(ratio),
    bar: most === undefined ? 'none' : whole ? `ratio <= ${round(most)}` : `none in a small run (${round(most)})`,
    holds: !counts || ratio <= most,
    runs,
    note: `${note}; load ${round(loadavg()[0] ?? 0)}`,
  };
}

/** Ours beside each peer at one size. Bars hold at the largest: at small sizes a search costs what waking a worker does. */
function besidePeers(results: Results, pages: number, barred: boolean): readonly Row[] {
  const [ours, mini, sqlite] = (['ours', 'minisearch', 'sqlite'] as const).map((engine) =>
    measured(results, `${engine}-${pages}`),
  ) as [Measured, Measured, Measured];
  const flex = results.get(`flexsearch-${pages}`);
  const others = (told: (one: Measured) => unknown): string =>
    [['MiniSearch', mini] as const, ['FlexSearch', flex] as const, ['SQLite FTS5', sqlite] as const]
      .flatMap(([name, one]) => (one === undefined ? [] : [`${name} ${String(told(one))}`]))
      .join(', ');
  const bar = (most: number): { most?: number } => (barred ? { most } : {});
  const size = `${pages / 1000}k`;
  const told = (kind: Kind): string => `median/p95 ms: ${others((one) => spread(one, kind))}`;
  const timed = (
    name: string,
    kind: Kind,
    of: Of,
    other: Measured,
    otherKind: Kind,
    peer: string,
    most: number | undefined,
  ): Row => ({
    name: `${name}-${size}`,
    value: of(timesOf(ours, kind)),
    unit: 'ms',
    peer,
    peerValue: of(timesOf(other, otherKind)),
    ...(most === undefined ? {} : bar(most)),
    runs: timesOf(ours, kind).length,
    note: `ours ${spread(ours, kind)}; ${told(otherKind)}`,
  });
  return [
    timed('cold-first', 'first', p95, mini, 'full', 'MiniSearch as JSON, p95', 1 / 40),
    timed('cold-full', 'full', p95, mini, 'full', 'MiniSearch as JSON, p95', 1 / 25),
    timed('cold-full-median', 'full', median, sqlite, 'full', 'SQLite FTS5 over IndexedDB, median', 1 / 2.5),
    timed('warm-first', 'warm-first', p95, mini, 'warm-full', 'MiniSearch, p95', 0.3),
    timed('warm-full', 'warm-full', p95, mini, 'warm-full', 'MiniSearch, p95', undefined),
    timed('keystroke', 'typed', p95, mini, 'typed', 'MiniSearch, last word a prefix, p95', 0.25),
    timed('misspelt', 'misspelt', p95, mini, 'misspelt', 'MiniSearch, fuzzy 0.2, p95', undefined),
    timed('update', 'update', median, mini, 'update', 'MiniSearch, median', 1 / 300),
    {
      name: `build-${size}`,
      value: ours.buildMs / 1000,
      unit: 's',
      peer: 'MiniSearch',
      peerValue: mini.buildMs / 1000,
      ...bar(0.7),
      runs: 1,
      note: `seconds: ${others(seconds)}; peak memory: ours ${mega(ours.buildPeak)}, ${others((one) => mega(one.buildPeak))}`,
    },
    {
      name: `bytes-${size}`,
      value: ours.bytes / 1e6,
      unit: 'MB',
      peer: 'the text',
      peerValue: ours.textBytes / 1e6,
      ...bar(0.12),
      runs: 1,
      note: `MiniSearch ${mega(mini.bytes)}, SQLite FTS5 ${mega(sqlite.bytes)}; on the disk: ours with the pages ${mega(ours.diskBytes)}, ${others((one) => mega(one.diskBytes))}`,
    },
    {
      name: `memory-${size}`,
      value: grown(ours),
      unit: 'MB over an idle page',
      peer: 'the most it may be',
      peerValue: 150,
      ...bar(1),
      runs: 1,
      note: `${others((one) => round(grown(one)))}; idle ${mega(ours.idleMemory)}`,
    },
  ];
}

/** Ours beside ours. */
function alone(results: Results, { sizes, growth, middle }: Plan): readonly Row[] {
  const at = (pages: number): Measured => measured(results, `ours-${pages}`);
  const [small, large, usual] = [at(growth.from), at(growth.to), at(middle)];
  const edited = measured(results, `ours-${middle}-edited`);
  const teams = measured(results, `ours-${middle}-teams`);
  const compared = (
    name: string,
    one: Measured,
    kind: Kind,
    other: Measured,
    otherKind: Kind,
    peer: string,
    most?: number,
  ): Row => ({
    name,
    value: median(timesOf(one, kind)),
    unit: 'ms',
    peer,
    peerValue: median(timesOf(other, otherKind)),
    ...(most === undefined ? {} : { most }),
    runs: timesOf(one, kind).length,
    note: `median/p95 ms by pages: ${sizes.map((pages) => `${pages} ${spread(at(pages), kind)}`).join(', ')}; this ${spread(one, kind)}, beside ${spread(other, otherKind)}`,
  });
  const from = `${growth.from} pages`;
  return [
    compared('cold-ping', usual, 'first', usual, 'ping', 'a cold ping of the same worker', 2),
    compared('growth-first', large, 'first', small, 'first', from, 1.3),
    compared('growth-full', large, 'full', small, 'full', from, 1.3),
    compared('growth-warm', large, 'warm-first', small, 'warm-first', from),
    compared('growth-keystroke', large, 'typed', small, 'typed', from),
    compared('growth-update', large, 'update', small, 'update', from, 1.3),
    compared('edits-first', edited, 'first', usual, 'first', `no edit waiting, here ${UNMERGED}`, 1.2),
    compared('edits-full', edited, 'full', usual, 'full', `no edit waiting, here ${UNMERGED}`, 1.2),
    compared('workspaces-first', teams, 'first', usual, 'first', `one workspace, here ${WORKSPACES}`, 1.5),
    compared('workspaces-full', teams, 'full', usual, 'full', `one workspace, here ${WORKSPACES}`, 1.5),
    {
      name: 'growth-bytes',
      value: (100 * large.bytes) / large.textBytes,
      unit: '% of the text',
      peer: from,
      peerValue: (100 * small.bytes) / small.textBytes,
      runs: 1,
      note: sizes
        .map((pages) => at(pages))
        .map(
          (one) =>
            `${mega(one.bytes)} of ${mega(one.textBytes)} text, built in ${seconds(one)} s, peak ${mega(one.buildPeak)}, ${round(grown(one))} MB over idle`,
        )
        .join('; '),
    },
  ];
}

function measured(results: Results, name: string): Measured {
  const found = results.get(name);
  if (found === undefined) throw new Error(`${name} was not measured`);
  return found;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
const spread = (one: Measured, kind: Kind): string =>
  `${tenth(median(timesOf(one, kind)))}/${tenth(p95(timesOf(one, kind)))}`;
const seconds = ({ buildMs }: Measured): number => tenth(buildMs / 1000);
const mega = (bytes: number): string => `${tenth(bytes / 1e6)} MB`;
const grown = ({ memory, idleMemory }: Measured): number => (memory - idleMemory) / 1e6;
