import type { FailureFacts } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import type { Column } from './notion-reader.ts';
import type { SyncView } from './sync-view.ts';

/** A data source that is known: rows are found by asking it, because Notion's search rarely shows them. */
export interface Source {
  readonly id: string;
  readonly database: PageId;
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column[];
  /** Newest edit among its rows, by Notion's clock; rows edited before it have been seen. */
  readonly newest?: number;
  /** When all its rows since then were asked for last. */
  readonly checkedAt?: number;
}

/** One list to be asked for, and how far it is. `newest` is the newest edit that it has shown. */
export type ListStep = SearchStep | QueryStep;

interface Step {
  readonly startedAt: number;
  readonly cursor?: string;
  readonly newest?: number;
}

export interface SearchStep extends Step {
  readonly kind: 'search';
  readonly object: 'page' | 'data_source';
  readonly order: 'descending' | 'ascending';
  /** What was edited before is known: the list is not read further. */
  readonly until?: number;
}

export interface QueryStep extends Step {
  readonly kind: 'query';
  readonly source: string;
  readonly editedFrom?: number;
  /** The window past Notion's limit of 10,000 rows begins here. */
  readonly createdFrom?: number;
}

/** One walk through what there is. A `full` one shows what is gone; one for `changes` reads a few lists to their overlap. */
export interface Pass {
  readonly number: number;
  readonly kind: 'full' | 'changes';
  readonly startedAt: number;
  /** Lists that are not at their end. */
  readonly steps: readonly ListStep[];
}

/** Where the sync of one workspace stands, as plain data: any life of the worker goes on from it. */
export interface Machine {
  /** `busy` from the begin of a pass until all that it showed is here. */
  readonly work: 'idle' | 'busy';
  readonly paused: boolean;
  readonly waiting?: {
    readonly failure: FailureFacts;
    /** When it goes on by itself; without it, it waits for the person. */
    readonly until?: number;
    /** How often in a row it has failed. */
    readonly times: number;
  };
  /** Number of the last pass that was begun. */
  readonly passes: number;
  readonly pass?: Pass;
  readonly sources: readonly Source[];
  /** Newest edits that search has shown, by Notion's clock. */
  readonly newest: { readonly page?: number; readonly data_source?: number };
  /** When the last full pass began that has ended. */
  readonly fullAt?: number;
  /** When the last pass of any kind was begun. */
  readonly checkedAt?: number;
  /** The disk was full with so many bytes of this mirror on it: until that is a day ago, it stays below. */
  readonly full?: { readonly bytes: number; readonly at: number };
  /** Pages inside an exclusion. Nothing but their ids is kept, so that Notion need not be asked again where they stand. */
  readonly excluded: readonly PageId[];
}

/** A workspace's sync as it is stored: what surfaces show, and where it stands. */
export interface SyncRow extends SyncView {
  readonly machine: Machine;
}

export type SyncEvent =
  | { readonly type: 'begin'; readonly kind: Pass['kind']; readonly at: number }
  /** A part of a list has been stored; without `next`, the list is at its end. */
  | {
      readonly type: 'listed';
      readonly step: ListStep;
      readonly next?: ListStep;
      readonly sources: readonly Source[];
      readonly at: number;
    }
  /** Data sources that no list showed, but a page. */
  | { readonly type: 'found'; readonly sources: readonly Source[]; readonly at: number }
  | { readonly type: 'source-gone'; readonly source: string }
  /** All lists are read, and what a full pass missed has been looked for. */
  | { readonly type: 'pass-end' }
  | { readonly type: 'rest' }
  /** Something is wanted though no pass is due. */
  | { readonly type: 'wake' }
  | { readonly type: 'disk-full'; readonly bytes: number; readonly at: number }
  | { readonly type: 'fail'; readonly failure: FailureFacts; readonly at: number }
  | { readonly type: 'progress' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' };

export const UNKNOWN: Machine = { work: 'idle', paused: false, passes: 0, sources: [], newest: {}, excluded: [] };

/** Times of edits are rounded down to the minute, and one more covers what was edited while a list was read. */
const ROUNDED_MS = 2 * 60_000;
/** Notion's search learns of edits late; how late is not documented. What it shows twice costs nothing. */
const SEARCH_LAG_MS = 60 * 60_000;

/** Data sources asked in one pass for changes: the busiest first, the others in turn. */
const MOST_QUERIES = 30;
const BUSY_MS = 24 * 60 * 60_000;

export function advanceSync(machine: Machine, event: SyncEvent): Machine {
  switch (event.type) {
    case 'begin':
      return begin(machine, event.kind, event.at);
    case 'listed':
      return machine.pass === undefined ? machine : listed(machine, machine.pass, event);
    case 'found':
      return found(machine, event.sources, event.at);
    case 'source-gone':
      return withoutSource(machine, event.source);
    case 'pass-end': {
      const { pass, ...rest } = machine;
      return pass?.kind === 'full' ? { ...rest, fullAt: pass.startedAt } : rest;
    }
    case 'rest':
      return { ...machine, work: 'idle' };
    case 'wake':
      return { ...machine, work: 'busy' };
    case 'disk-full':
      return { ...machine, full: { bytes: event.bytes, at: event.at } };
    case 'fail': {
      const times = (machine.waiting?.times ?? 0) + 1;
      const until = waitUntil(event.failure, times, event.at);
      return { ...machine, waiting: { failure: event.failure, times, ...(until !== undefined && { until }) } };
    }
    case 'progress': {
      const { waiting: _, ...going } = machine;
      return going;
    }
    case 'pause':
      return { ...machine, paused: true };
    case 'resume': {
      const { waiting: _, ...going } = machine;
      return { ...going, paused: false };
    }
  }
}

function begin(machine: Machine, kind: Pass['kind'], at: number): Machine {
  const number = machine.passes + 1;
  const search = (object: SearchStep['object']): SearchStep => {
    const newest = kind === 'full' ? undefined : machine.newest[object];
    const until = newest === undefined ? {} : { until: newest - SEARCH_LAG_MS };
    return { kind: 'search', object, order: 'descending', startedAt: at, ...until };
  };
  const sources = kind === 'full' ? machine.sources : dueSources(machine.sources, at);
  const steps = [search('page'), search('data_source'), ...sources.map((source) => queryOf(source, kind, at))];
  return { ...machine, work: 'busy', passes: number, checkedAt: at, pass: { number, kind, startedAt: at, steps } };
}

function queryOf({ id, newest }: Source, kind: Pass['kind'], at: number): QueryStep {
  const changed = kind === 'full' || newest === undefined ? {} : { editedFrom: newest - ROUNDED_MS };
  return { kind: 'query', source: id, startedAt: at, ...changed };
}

function dueSources(sources: readonly Source[], at: number): readonly Source[] {
  const busy = ({ newest }: Source): number => Number(newest !== undefined && at - newest < BUSY_MS);
  return sources
    .toSorted((one, other) => busy(other) - busy(one) || (one.checkedAt ?? 0) - (other.checkedAt ?? 0))
    .slice(0, MOST_QUERIES);
}

type Listed = Extract<SyncEvent, { type: 'listed' }>;

function listed(machine: Machine, pass: Pass, { step, next, sources, at }: Listed): Machine {
  const steps = pass.steps.flatMap((one) => (isSame(one, step) ? (next === undefined ? [] : [next]) : [one]));
  const after = found({ ...machine, pass: { ...pass, steps } }, sources, at);
  const isAtEnd = next === undefined || !isSame(step, next);
  if (!isAtEnd) return after;
  if (step.kind === 'search') return { ...after, newest: { ...after.newest, ...searched(after.newest, step) } };
  const checked = (source: Source): Source => ({ ...source, checkedAt: at, ...newestOf(source.newest, step) });
  return { ...after, sources: after.sources.map((one) => (one.id === step.source ? checked(one) : one)) };
}

/** Data sources that were not known are asked for all their rows. */
function found(machine: Machine, sources: readonly Source[], at: number): Machine {
  const known = new Map(machine.sources.map((source) => [source.id, source]));
  const fresh = sources.filter(({ id }) => !known.has(id));
  for (const source of sources) known.set(source.id, { ...known.get(source.id), ...source });
  const { pass } = machine;
  const queries = fresh.map((source) => queryOf(source, 'full', at));
  return {
    ...machine,
    sources: [...known.values()],
    ...(pass !== undefined && { pass: { ...pass, steps: [...pass.steps, ...queries] } }),
  };
}

/** A data source that Notion shows no longer takes its query with it. */
function withoutSource(machine: Machine, id: string): Machine {
  const sources = machine.sources.filter((source) => source.id !== id);
  const { pass } = machine;
  if (pass === undefined) return { ...machine, sources };
  const steps = pass.steps.filter((step) => step.kind === 'search' || step.source !== id);
  return { ...machine, sources, pass: { ...pass, steps } };
}

function searched(before: Machine['newest'], step: SearchStep): Machine['newest'] {
  if (step.order === 'ascending') return {};
  const { newest } = newestOf(before[step.object], step);
  return newest === undefined ? {} : { [step.object]: newest };
}

/** What was edited after the list was begun may have been passed already: it is looked for again. */
function newestOf(before: number | undefined, step: ListStep): { readonly newest?: number } {
  const seen = step.newest === undefined ? undefined : Math.min(step.newest, step.startedAt);
  const newest = seen === undefined ? before : Math.max(seen, before ?? seen);
  return newest === undefined ? {} : { newest };
}

/** One list is one step, however far it is. */
export function isSame(one: ListStep, other: ListStep): boolean {
  if (one.kind === 'query') return other.kind === 'query' && one.source === other.source;
  return other.kind === 'search' && one.object === other.object && one.order === other.order;
}

/** A disk that was full may have been freed since. */
const FULL_DISK_MS = 24 * 60 * 60_000;

/** What of the cap is this workspace's, beside what others hold and what the disk has shown to have. */
export function roomOf({ full }: Machine, capBytes: number, othersBytes: number, now: number): number {
  const cap = Math.max(0, capBytes - othersBytes);
  return full === undefined || now - full.at >= FULL_DISK_MS ? cap : Math.min(cap, full.bytes);
}

const FULL_EVERY_MS = 24 * 60 * 60_000;
/** Asked for by a person, a full listing may be younger, but not made again and again. */
const FULL_WHEN_ASKED_MS = 60 * 60_000;
/** A little less than the alarm's quarter of an hour, so that none of its calls is missed. */
export const CHECK_EVERY_MS = 14 * 60_000;

/** What pass is due, `go-on` with the one under way, or nothing. */
export function dueWork(machine: Machine, now: number, asked: boolean): Pass['kind'] | 'go-on' | undefined {
  if (machine.paused) return undefined;
  if (machine.waiting !== undefined && !asked) {
    const { until } = machine.waiting;
    if (until === undefined || until > now) return undefined;
  }
  if (machine.work === 'busy') return 'go-on';
  const { fullAt, checkedAt } = machine;
  if (fullAt === undefined || now - fullAt >= (asked ? FULL_WHEN_ASKED_MS : FULL_EVERY_MS) || fullAt > now)
    return 'full';
  return asked || checkedAt === undefined || now - checkedAt >= CHECK_EVERY_MS || checkedAt > now
    ? 'changes'
    : undefined;
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Causes that pass only when a person does something. */
const FOR_THE_PERSON: ReadonlySet<string> = new Set([
  'notion-token-invalid',
  'no-notion-token',
  'vault-locked',
  'host-not-granted',
  'database-newer',
  'bug',
]);

/** As long as Notion asked for; else longer with each failure in a row. */
function waitUntil(failure: FailureFacts, times: number, at: number): number | undefined {
  if (FOR_THE_PERSON.has(failure.code)) return undefined;
  const ours = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (times - 1));
  return at + (failure.retryAfterMs ?? ours);
}
