import { describe, expect, it } from 'vitest';
import type { Call } from '../../lib/activity/call.ts';
import { FADES_MS, causeOf, endOf, isOpen, troubleWithin } from '../../lib/activity/incident.ts';
import type { Incident } from '../../lib/activity/incident.ts';
import { evidenceOf, noteCall } from '../../lib/activity/service-record.ts';
import type { ServiceRecord } from '../../lib/activity/service-record.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { createRandom } from '../world/random.ts';

const MINUTE = 60_000;
const START = 1_000 * MINUTE;

interface Told {
  readonly record: ServiceRecord | undefined;
  /** As they stand after the last call, oldest first. */
  readonly incidents: readonly Incident[];
}

/** Calls of one service a minute apart, or at their own times; `ms` is how long an answer took to begin. */
function after(
  calls: readonly { readonly code?: FailureCode; readonly at?: number; readonly ms?: number }[],
  open = false,
): Told {
  let record: ServiceRecord | undefined;
  const incidents = new Map<string, Incident>();
  for (const [place, { code, at = START + place * MINUTE, ms = 1_000 }] of calls.entries()) {
    const call: Call = {
      service: 'model:claude/claude-sonnet-5-5',
      name: 'Claude Sonnet 5.5',
      startedAt: at - ms - 5_000,
      firstWordAt: at - 5_000,
      endedAt: at,
      ...(code === undefined ? {} : { failure: { code } }),
    };
    const noted = noteCall(record, call, open);
    record = noted?.record ?? record;
    for (const incident of noted?.incidents ?? []) incidents.set(incident.id, incident);
  }
  return { record, incidents: [...incidents.values()] };
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('There is none.');
  return value;
}

const good = {};
const bad = { code: 'model-overloaded' } as const;
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

describe('what calls have shown of a service', () => {
  it.each<FailureCode>(['model-overloaded', 'claude-unavailable', 'claude-rate-limited', 'notion-blocked'])(
    'is trouble after %s',
    (code) => expect(after([good, { code }]).record).toMatchObject({ state: 'trouble', failure: { code } }),
  );

  it.each<FailureCode>([
    'offline',
    'no-claude-key',
    'vault-locked',
    'host-not-granted',
    'storage-full',
    'claude-portal',
  ])('is what it was after %s, which says nothing of it', (code) => {
    expect(after([good, { code }]).record).toEqual(after([good]).record);
    expect(after([{ code }]).record).toBeUndefined();
  });

  it.each<FailureCode>(['prompt-too-long', 'model-refusal', 'model-length', 'notion-not-shared', 'notion-conflict'])(
    'is fine after %s: it answered',
    (code) => expect(after([good, bad, { code }]).record?.state).toBe('fine'),
  );

  it('says since when the trouble lasts, however many calls come between', () => {
    const { record } = after([good, bad, bad, bad, { code: 'claude-unavailable' }]);
    expect(record).toMatchObject({ since: START + MINUTE, failure: { code: 'claude-unavailable' } });
    expect(evidenceOf(there(record))).toEqual({ failed: 4, of: 4 });
  });

  it('forgets what was seen long ago, when it says nothing of now', () => {
    const { record } = after([bad, bad, { at: START + FADES_MS + 2 * MINUTE }]);
    expect(record).toMatchObject({ state: 'fine' });
    expect(evidenceOf(there(record))).toEqual({ failed: 0, of: 1 });
  });

  it('keeps its time when the clock of the device is set back', () => {
    const { record } = after([good, { ...bad, at: START - 60 * MINUTE }]);
    expect(record).toMatchObject({ lastAt: START, since: START });
  });
});

describe('an incident', () => {
  it('begins with the first of three failures in a row, with its evidence', () => {
    expect(after([good, bad, bad]).incidents).toEqual([]);
    const [incident] = after([good, bad, { code: 'claude-unavailable' }, bad]).incidents;
    expect(incident).toMatchObject({
      startedAt: START + MINUTE,
      calls: 3,
      failed: { 'model-overloaded': 2, 'claude-unavailable': 1 },
    });
    expect(causeOf(there(incident))).toBe('model-overloaded');
  });

  it('begins with the breaker that opened, however few the failures', () => {
    expect(after([good, bad], true).incidents).toMatchObject([{ startedAt: START + MINUTE, calls: 1 }]);
    expect(after([good, good], true).incidents).toEqual([]);
  });

  it('begins also where half of the calls fail, one here and one there', () => {
    expect(after(times(5, [good, bad]).flat()).incidents).toMatchObject([{ startedAt: START + MINUTE, calls: 9 }]);
  });

  it('ends with the first of two answers in a row: a single one may be luck', () => {
    const lucky = after([bad, bad, bad, good, bad]);
    expect(lucky.incidents).toMatchObject([{ calls: 5, failed: { 'model-overloaded': 4 } }]);
    expect(lucky.record?.state).toBe('trouble');
    const over = after([bad, bad, bad, good, good]);
    expect(over.incidents).toMatchObject([{ startedAt: START, endedAt: START + 3 * MINUTE }]);
    expect(over.record?.state).toBe('fine');
  });

  it('is shaky between the first answer and the second', () =>
    expect(after([bad, bad, bad, good]).record).toMatchObject({
      state: 'shaky',
      failure: { code: 'model-overloaded' },
    }));

  it('fades when nobody calls any more, so that a night with the laptop shut is no outage of hours', () => {
    const night = after([bad, bad, bad, { at: START + 600 * MINUTE }]);
    expect(night.incidents).toMatchObject([{ endedAt: START + 2 * MINUTE + FADES_MS, faded: true }]);
    const unseen = there(after([bad, bad, bad]).incidents[0]);
    expect(isOpen(unseen, START + 3 * MINUTE)).toBe(true);
    expect(isOpen(unseen, START + 600 * MINUTE)).toBe(false);
    expect(endOf(unseen, START + 600 * MINUTE)).toBe(START + 2 * MINUTE + FADES_MS);
  });

  it('counts only so far as it falls into the time asked about', () => {
    const { incidents } = after([bad, bad, bad, good, good]);
    expect(troubleWithin(incidents, START - MINUTE, START + MINUTE)).toBe(MINUTE);
    expect(troubleWithin(incidents, START, START + 60 * MINUTE)).toBe(3 * MINUTE);
    expect(troubleWithin(incidents, START + 60 * MINUTE, START + 70 * MINUTE)).toBe(0);
  });
});

describe('what is unusual', () => {
  const usual = times(12, [{ ms: 1_800 }, { ms: 2_200 }]).flat();

  it('is three answers in a row that take far longer than this service usually does', () => {
    expect(after([...usual, ...times(2, { ms: 9_000 })]).record?.state).toBe('fine');
    expect(after([...usual, ...times(3, { ms: 9_000 })]).record?.state).toBe('slow');
    expect(after([...usual, ...times(3, { ms: 2_900 })]).record?.state).toBe('fine');
    expect(after([...usual, ...times(3, { ms: 9_000 }), { ms: 2_000 }]).record?.state).toBe('fine');
  });

  it('is neither less than twice the usual, nor what a restless service does anyway, nor less than a second more', () => {
    const stateAfter = (past: readonly number[], ms: number) =>
      after([...past.map((one) => ({ ms: one })), ...times(3, { ms })]).record?.state;
    const steady = times(12, [1_800, 2_200]).flat();
    expect([stateAfter(steady, 3_900), stateAfter(steady, 4_100)]).toEqual(['fine', 'slow']);
    const restless = times(6, [1_000, 2_000, 3_000, 4_000, 5_000]).flat();
    expect([stateAfter(restless, 9_000), stateAfter(restless, 13_000)]).toEqual(['fine', 'slow']);
    const quick = times(24, 100);
    expect([stateAfter(quick, 1_000), stateAfter(quick, 1_200)]).toEqual(['fine', 'slow']);
  });

  it('is held against the service’s own past: what is slow for one is usual for another', () =>
    expect(after(times(27, { ms: 9_000 })).record?.state).toBe('fine'));

  it('stays unusual through an hour of trouble, and becomes usual when it lasts', () => {
    expect(after([...usual, ...times(30, { ms: 9_000 })]).record?.state).toBe('slow');
    expect(after([...usual, ...times(150, { ms: 9_000 })]).record?.state).toBe('fine');
  });

  it('is nothing before there is a past', () => expect(after(times(6, { ms: 60_000 })).record?.state).toBe('fine'));

  it('is a service that fails more often than it used to, though it answers again', () => {
    expect(after([...times(40, good), bad, bad, good]).record?.state).toBe('shaky');
    expect(after([...times(40, good), bad, good]).record?.state).toBe('fine');
    expect(after([...times(40, good), bad, ...times(6, good), bad, good]).record?.state).toBe('fine');
  });

  it('is told before three failures in a row would open a breaker', () =>
    expect(after([...times(40, good), bad, good, bad, good]).record?.state).toBe('shaky'));

  it('is seldom told of a service as it always is', () => {
    const random = createRandom(7);
    const calls = 2_000;
    let told = 0;
    let record: ServiceRecord | undefined;
    for (let place = 0; place < calls; place += 1) {
      const at = START + place * MINUTE;
      const ms = 1_500 * Math.exp(0.5 * normal(random));
      const failure = random() < 0.02 ? { failure: bad } : {};
      const call: Call = { service: 'notion:1', name: 'x', startedAt: at - ms, endedAt: at, ...failure };
      record = noteCall(record, call, false)?.record;
      if (record?.state === 'slow' || record?.state === 'shaky') told += 1;
    }
    expect(told / calls).toBeLessThan(0.02);
  });
});

/** A number around nought as chance spreads them. */
const normal = (unit: () => number): number => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
