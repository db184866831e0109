import type { FailureCode, FailureFacts } from '../base/failure.ts';
import { isShaky, isSlow } from './anomaly.ts';
import type { Call, ServiceKey } from './call.ts';
import { FADES_MS, failedCalls } from './incident.ts';
import type { Incident } from './incident.ts';
import { shownBy } from './shown-by.ts';

/** One call as it is remembered. */
interface Seen {
  readonly at: number;
  readonly failed?: FailureCode;
}

export type ServiceState = 'fine' | 'slow' | 'shaky' | 'trouble';

/** What its own calls have shown of one service, as plain data: a row that outlives the worker. */
export interface ServiceRecord {
  readonly service: ServiceKey;
  readonly name: string;
  readonly state: ServiceState;
  /** When its state was entered; trouble begins with its first failure. */
  readonly since: number;
  /** The end of the last call. Time never runs back in here, whatever the device's clock does. */
  readonly lastAt: number;
  readonly lastGoodAt?: number;
  /** The last failure, while it is not fine. */
  readonly failure?: FailureFacts;
  /** The last calls, newest last: the evidence. */
  readonly recent: readonly Seen[];
  /** How long answers usually take to begin, in ms, oldest first. */
  readonly times: readonly number[];
  /** The same of the very last answers, which are held against `times`. */
  readonly lately: readonly number[];
  /** Slow answers that were kept out of `times` since the last that was let in. */
  readonly keptOut: number;
  /** Calls and failures of its whole history, fading: the last hundred weigh two thirds. */
  readonly calls: number;
  readonly failures: number;
  readonly incident?: Incident;
}

const MOST_RECENT = 20;
const MOST_TIMES = 32;
const LATELY = 3;
/** While it is slow one answer in four becomes part of what is usual: what lasts for days is a new usual. */
const LET_IN = 4;
const FADE = 0.99;
/** As if 20 calls had been seen before the first, one of which failed: a new service is held for a good one. */
const PRIOR = { calls: 20, failures: 1 };

/** An incident begins with so many failures in a row, or so many among the last ten calls. */
const IN_A_ROW = 3;
const AMONG_TEN = 5;

/** The record after a call, and what has become of incidents. */
export interface Noted {
  readonly record: ServiceRecord;
  /** Incidents that began, changed or ended by it. */
  readonly incidents: readonly Incident[];
}

/**
 * Takes one call in; `undefined` when it tells nothing of its service.
 * @param breakerOpen the breaker has opened by now: an incident, however few the failures
 */
export function noteCall(before: ServiceRecord | undefined, call: Call, breakerOpen: boolean): Noted | undefined {
  const shown = shownBy(call.failure?.code);
  if (shown === undefined) return undefined;
  const at = Math.max(call.endedAt, before?.lastAt ?? 0);
  const faded = fadedBy(before, at);
  const start = faded?.record ?? before ?? blankOf(call, at);
  const failed = shown === 'failed' ? call.failure : undefined;
  const grown = grownBy(start, call, at, failed);
  const { incident: open } = start;
  const incident =
    open === undefined ? begun(grown, breakerOpen && failed !== undefined) : continued(open, grown.recent);
  const record = judged(start, grown, incident, failed);
  return { record, incidents: [...(faded?.incidents ?? []), ...(incident === undefined ? [] : [incident])] };
}

type Grown = Omit<ServiceRecord, 'state' | 'since' | 'failure' | 'incident'>;

/** What is counted and remembered of a call. */
function grownBy(start: ServiceRecord, call: Call, at: number, failed: FailureFacts | undefined): Grown {
  const { state: _state, since: _since, failure: _failure, incident: _incident, ...kept } = start;
  const seen: Seen = { at, ...(failed === undefined ? {} : { failed: failed.code }) };
  const timed = call.failure === undefined && call.untimed !== true;
  return {
    ...kept,
    name: call.name,
    lastAt: at,
    ...(failed === undefined ? { lastGoodAt: at } : {}),
    recent: [...start.recent, seen].slice(-MOST_RECENT),
    ...(timed ? timesAfter(start, (call.firstWordAt ?? call.endedAt) - call.startedAt) : {}),
    calls: start.calls * FADE + 1,
    failures: start.failures * FADE + (failed === undefined ? 0 : 1),
  };
}

/** The state that all of it amounts to. */
function judged(
  start: ServiceRecord,
  grown: Grown,
  incident: Incident | undefined,
  failed: FailureFacts | undefined,
): ServiceRecord {
  const over = incident?.endedAt !== undefined;
  // What ended an incident is all that is remembered after it: none begins from the same failures again.
  const rest = { ...grown, ...(over ? { recent: grown.recent.slice(-2) } : {}) };
  const state = stateOf(rest, failed !== undefined, incident !== undefined && !over);
  const bad = state === 'trouble' || state === 'shaky';
  const last = failed ?? start.failure;
  return {
    ...rest,
    ...(incident === undefined || over ? {} : { incident }),
    state,
    since: state === start.state ? start.since : bad ? (incident?.startedAt ?? rest.lastAt) : rest.lastAt,
    ...(bad && last !== undefined ? { failure: last } : {}),
  };
}

function blankOf({ service, name }: Call, at: number): ServiceRecord {
  const prior = { calls: PRIOR.calls, failures: PRIOR.failures };
  return {
    service,
    name,
    state: 'fine',
    since: at,
    lastAt: at,
    recent: [],
    times: [],
    lately: [],
    keptOut: 0,
    ...prior,
  };
}

/** What was last seen long ago says nothing of now: an incident that nobody saw the end of is closed as faded. */
function fadedBy(before: ServiceRecord | undefined, at: number): Noted | undefined {
  if (before === undefined || at - before.lastAt < FADES_MS) return undefined;
  const { incident, failure: _past, ...rest } = before;
  const since = before.state === 'fine' ? before.since : at;
  const record: ServiceRecord = { ...rest, state: 'fine', since, recent: [] };
  if (incident === undefined) return { record, incidents: [] };
  const endedAt = Math.min(at, incident.lastFailedAt + FADES_MS);
  return { record, incidents: [{ ...incident, endedAt, faded: true }] };
}

function begun(grown: Grown, breakerOpen: boolean): Incident | undefined {
  const { recent, service, name } = grown;
  const failures = recent.slice(-10).filter(({ failed }) => failed !== undefined);
  const row = recent.length - 1 - recent.findLastIndex(({ failed }) => failed === undefined);
  if (row === 0 || (!breakerOpen && row < IN_A_ROW && failures.length < AMONG_TEN)) return undefined;
  const first = failures.length < AMONG_TEN || row >= failures.length ? recent[recent.length - row] : failures[0];
  if (first === undefined) return undefined;
  const part = recent.slice(recent.indexOf(first));
  const blank: Incident = {
    id: `${service} ${first.at}`,
    service,
    name,
    startedAt: first.at,
    lastFailedAt: first.at,
    calls: 0,
    failed: {},
  };
  return part.reduce(counting, blank);
}

function counting(incident: Incident, { at, failed }: Seen): Incident {
  const counted = { ...incident, calls: incident.calls + 1 };
  if (failed === undefined) return counted;
  const count = (incident.failed[failed] ?? 0) + 1;
  return { ...counted, lastFailedAt: at, failed: { ...incident.failed, [failed]: count } };
}

/** Two answers in a row end it, as they close a breaker: a single one may be luck. It ended with the first of them. */
function continued(open: Incident, recent: readonly Seen[]): Incident {
  const [before, seen] = recent.slice(-2);
  if (before === undefined || seen === undefined) return open;
  const counted = counting(open, seen);
  if (before.failed !== undefined || seen.failed !== undefined) return counted;
  return { ...counted, endedAt: before.at };
}

function timesAfter(start: ServiceRecord, ms: number): Pick<ServiceRecord, 'times' | 'lately' | 'keptOut'> {
  const all = [...start.lately, Math.max(0, ms)];
  if (all.length <= LATELY) return { times: start.times, lately: all, keptOut: start.keptOut };
  const [oldest = 0, ...lately] = all;
  const letIn = start.state !== 'slow' || start.keptOut + 1 >= LET_IN;
  return letIn
    ? { times: [...start.times, oldest].slice(-MOST_TIMES), lately, keptOut: 0 }
    : { times: start.times, lately, keptOut: start.keptOut + 1 };
}

function stateOf(
  { recent, times, lately, calls, failures }: Grown,
  failedNow: boolean,
  inIncident: boolean,
): ServiceState {
  if (failedNow) return 'trouble';
  const outcomes = recent.slice(-10).map(({ failed }) => failed !== undefined);
  if (inIncident || isShaky(outcomes, usualShare(outcomes, calls, failures))) return 'shaky';
  return isSlow(lately, times) ? 'slow' : 'fine';
}

/** The share of calls that failed before the ones in question, between 1 and 50 %. */
function usualShare(outcomes: readonly boolean[], calls: number, failures: number): number {
  const failed = outcomes.filter(Boolean).length;
  const share = (failures - failed) / Math.max(1, calls - outcomes.length);
  return Math.min(0.5, Math.max(0.01, share));
}

/** How many of the remembered calls failed, for a sentence of evidence. */
export function evidenceOf({ recent, incident }: ServiceRecord): { readonly failed: number; readonly of: number } {
  if (incident !== undefined) return { failed: failedCalls(incident.failed), of: incident.calls };
  const last = recent.slice(-10);
  return { failed: last.filter(({ failed }) => failed !== undefined).length, of: last.length };
}
