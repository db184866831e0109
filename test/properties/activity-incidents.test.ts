import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call, ServiceKey } from '../../lib/activity/call.ts';
import { DAY_MS, addToDay, dayOf } from '../../lib/activity/day.ts';
import type { DayRow } from '../../lib/activity/day.ts';
import { histories } from '../../lib/activity/history.ts';
import { endOf } from '../../lib/activity/incident.ts';
import type { Incident } from '../../lib/activity/incident.ts';
import { noteCall } from '../../lib/activity/service-record.ts';
import type { ServiceRecord } from '../../lib/activity/service-record.ts';
import type { FailureCode } from '../../lib/base/failure.ts';

const SERVICES: readonly ServiceKey[] = ['model:claude/claude-sonnet-5-5', 'model:claude/claude-haiku-5-5', 'notion:1'];
const CODES: readonly (FailureCode | undefined)[] = [
  undefined,
  undefined,
  'model-overloaded',
  'claude-unavailable',
  'claude-key-invalid',
  'notion-not-shared',
  'offline',
];
const START = Date.UTC(2026, 10, 1);

/** One call after the other, each ending some time after the last, or before it: clocks are set back, calls overlap. */
const aStep = fc.record({
  service: fc.constantFrom(...SERVICES),
  after: fc.oneof(fc.integer({ min: -120_000, max: 600_000 }), fc.integer({ min: 0, max: 3 * DAY_MS })),
  took: fc.integer({ min: 0, max: 60_000 }),
  code: fc.constantFrom(...CODES),
  open: fc.boolean(),
});

interface Played {
  readonly incidents: readonly Incident[];
  readonly days: readonly DayRow[];
  readonly records: readonly ServiceRecord[];
  readonly calls: readonly Call[];
  readonly now: number;
}

function play(steps: readonly (typeof aStep extends fc.Arbitrary<infer Step> ? Step : never)[]): Played {
  const records = new Map<ServiceKey, ServiceRecord>();
  const incidents = new Map<string, Incident>();
  const days = new Map<string, DayRow>();
  const calls: Call[] = [];
  let now = START;
  for (const { service, after, took, code, open } of steps) {
    now = Math.max(START, now + after);
    const failure = code === undefined ? {} : { failure: { code } };
    const call: Call = { service, name: service, startedAt: now - took, endedAt: now, ...failure };
    calls.push(call);
    const noted = noteCall(records.get(service), call, open);
    if (noted === undefined) continue;
    records.set(service, noted.record);
    for (const incident of noted.incidents) incidents.set(incident.id, incident);
    const day = dayOf(now, 0);
    const row = addToDay(days.get(`${day} ${service}`), call, day);
    if (row !== undefined) days.set(`${day} ${service}`, row);
  }
  const latest = Math.max(now, ...[...records.values()].map(({ lastAt }) => lastAt));
  return {
    incidents: [...incidents.values()],
    days: [...days.values()],
    records: [...records.values()],
    calls,
    now: latest,
  };
}

const steps = fc.array(aStep, { maxLength: 120 });

describe('the incident log, whatever calls come in whatever order', () => {
  it('has incidents of one service that end after they begin and never overlap', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { incidents, now } = play(given);
        for (const service of SERVICES) {
          const own = incidents
            .filter((incident) => incident.service === service)
            .toSorted((one, other) => one.startedAt - other.startedAt || endOf(one, now) - endOf(other, now));
          for (const [at, incident] of own.entries()) {
            expect(endOf(incident, now)).toBeGreaterThanOrEqual(incident.startedAt);
            expect(endOf(incident, now)).toBeLessThanOrEqual(own[at + 1]?.startedAt ?? now);
          }
        }
      }),
    );
  });

  it('keeps one incident open at most, the one that its record names', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { incidents, records } = play(given);
        const open = incidents.filter(({ endedAt }) => endedAt === undefined);
        const named = records.flatMap(({ incident }) => incident ?? []);
        expect(open.map(({ id }) => id).toSorted()).toEqual(named.map(({ id }) => id).toSorted());
      }),
    );
  });

  it('counts as many failures in an incident as it had, and begins and ends with evidence', () => {
    fc.assert(
      fc.property(steps, (given) => {
        for (const incident of play(given).incidents) {
          const failed = Object.values(incident.failed).reduce((sum, count) => sum + count, 0);
          expect(failed).toBeGreaterThan(0);
          expect(failed).toBeLessThanOrEqual(incident.calls);
          expect(incident.lastFailedAt).toBeGreaterThanOrEqual(incident.startedAt);
        }
      }),
    );
  });

  it('yields an uptime between none and all, and as many calls as told of their service', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { incidents, days, calls, now } = play(given);
        const shown = histories(days, incidents, now, 0);
        for (const { uptime = 1, bars } of shown) {
          expect(uptime >= 0 && uptime <= 1).toBe(true);
          expect(bars.every(({ troubleMs }) => troubleMs >= 0 && troubleMs <= DAY_MS)).toBe(true);
        }
        const telling = calls.filter(
          ({ failure, endedAt }) => failure?.code !== 'offline' && now - endedAt < 80 * DAY_MS,
        );
        const counted = shown.reduce((sum, one) => sum + one.calls, 0);
        expect(counted).toBeGreaterThanOrEqual(telling.length);
      }),
    );
  });
});
