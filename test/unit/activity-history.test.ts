import { describe, expect, it } from 'vitest';
import type { Call } from '../../lib/activity/call.ts';
import { DAYS_KEPT, addToDay, dayOf, quantile } from '../../lib/activity/day.ts';
import type { DayRow } from '../../lib/activity/day.ts';
import { healthAsCsv, healthAsJson } from '../../lib/activity/export-health.ts';
import { histories } from '../../lib/activity/history.ts';
import type { Incident } from '../../lib/activity/incident.ts';
import { countSaved, savedBy, savedDuring } from '../../lib/activity/saved.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { TrailStep } from '../../lib/jobs/answer.ts';
import { asAnswerId } from '../../lib/base/ids.ts';
import { aJob } from '../fixtures/memory-stores.ts';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 21, 12);
const SONNET = 'model:claude/claude-sonnet-5-5';

function aDay(calls: readonly { readonly ms?: number; readonly code?: FailureCode }[], day = '2026-11-21'): DayRow {
  let row: DayRow | undefined;
  for (const { ms = 1_000, code } of calls) {
    const call: Call = { service: SONNET, name: 'Claude Sonnet 5.5', startedAt: NOON, endedAt: NOON + ms };
    row = addToDay(row, code === undefined ? call : { ...call, failure: { code } }, day);
  }
  if (row === undefined) throw new Error('Nothing was called.');
  return row;
}
const anIncident = (more: Partial<Incident> = {}): Incident => ({
  id: 'one',
  service: SONNET,
  name: 'Claude Sonnet 5.5',
  startedAt: NOON - 2 * HOUR,
  lastFailedAt: NOON - HOUR,
  endedAt: NOON - HOUR,
  calls: 6,
  failed: { 'model-overloaded': 5 },
  ...more,
});

describe('a day', () => {
  it('counts calls, failures by their cause, and how long answers took', () => {
    const row = aDay([{ ms: 900 }, { ms: 1_900 }, { code: 'model-overloaded' }, { code: 'offline' }]);
    expect(row).toMatchObject({ calls: 3, failed: { 'model-overloaded': 1 } });
    expect(row.times.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('is the one on the clock of the device', () => {
    expect(dayOf(Date.UTC(2026, 10, 21, 23), 2 * HOUR)).toBe('2026-11-22');
    expect(dayOf(Date.UTC(2026, 10, 21, 1), -5 * HOUR)).toBe('2026-11-20');
  });

  it.each([50, 140, 1_000, 4_321, 60_000])('tells a time of %i ms to within a bucket', (ms) => {
    const { times } = aDay(Array.from({ length: 9 }, () => ({ ms })));
    const median = quantile(times, 0.5) ?? Number.NaN;
    expect(median / Math.max(ms, 71)).toBeGreaterThan(0.7);
    expect(median / Math.max(ms, 71)).toBeLessThan(1.42);
  });

  it('has a p95 above its median where some answers are slow, and no times without answers', () => {
    const { times } = aDay([...Array.from({ length: 18 }, () => ({ ms: 1_000 })), { ms: 30_000 }, { ms: 30_000 }]);
    expect(quantile(times, 0.5)).toBeLessThan(1_500);
    expect(quantile(times, 0.95)).toBeGreaterThan(20_000);
    expect(quantile([], 0.5)).toBeUndefined();
  });
});

describe('the last 90 days of a service', () => {
  it('are bars, the last of them today, with the time that incidents took', () => {
    const [sonnet] = histories([aDay([{}, { code: 'model-overloaded' }])], [anIncident()], NOON, 0);
    expect(sonnet?.bars).toHaveLength(DAYS_KEPT);
    expect(sonnet?.bars.at(-1)).toEqual({ day: '2026-11-21', calls: 2, failed: 1, troubleMs: HOUR });
    expect(sonnet?.bars[0]).toMatchObject({ day: '2026-08-24', calls: 0 });
    expect(sonnet).toMatchObject({ calls: 2, failed: 1 });
  });

  it('were up for the time without an incident, of the days on which it was asked', () => {
    const [sonnet] = histories([aDay([{}])], [anIncident()], NOON, 0);
    expect(sonnet?.uptime).toBeCloseTo(11 / 12);
    const [calm] = histories([aDay([{}], '2026-11-20'), aDay([{}])], [], NOON, 0);
    expect(calm?.uptime).toBe(1);
  });

  it('split an incident over midnight between its days', () => {
    const over = anIncident({ startedAt: NOON - 13 * HOUR, endedAt: NOON - 11 * HOUR });
    const [sonnet] = histories([], [over], NOON, 0);
    expect(sonnet?.bars.slice(-2).map(({ troubleMs }) => troubleMs)).toEqual([HOUR, HOUR]);
  });
});

describe('what saved a request', () => {
  const step = (model: string, outcome: TrailStep['outcome'], provider?: TrailStep['provider']): TrailStep => ({
    model,
    startedAt: 1,
    endedAt: 2,
    outcome,
    ...(provider === undefined ? {} : { provider }),
  });
  const down = step('claude-sonnet-5-5', { code: 'model-overloaded' });
  const done = aJob('one', { state: 'done' });
  const rung = (...trail: readonly TrailStep[]): string | undefined => savedBy(done, trail)?.rung;

  it('is the rung that answered after the asked model had failed', () => {
    expect(rung(down, step('claude-sonnet-5-5', 'answered'))).toBe('retry');
    expect(rung(down, step('claude-haiku-5-5', 'answered'))).toBe('model');
    expect(rung(down, step('llama', 'answered', 'openai:1'))).toBe('provider');
    expect(rung(down, step('nano', 'answered', 'built-in'))).toBe('built-in');
  });

  it('is nothing where nothing had to, or the person stopped it', () => {
    expect(rung(step('claude-sonnet-5-5', 'answered'))).toBeUndefined();
    expect(rung(down, step('claude-haiku-5-5', 'stopped'))).toBeUndefined();
    expect(rung()).toBeUndefined();
  });

  it('is the queue for what waited and ran, and what stood in for what nobody answered', () => {
    const waited = { since: 1, ranAt: 2, expiresAt: 3 };
    expect(savedBy({ ...done, waited }, [step('claude-sonnet-5-5', 'answered')])?.rung).toBe('queue');
    const failure = { code: 'model-overloaded', model: 'claude-sonnet-5-5' } as const;
    const lastGood = aJob('two', { state: 'failed', failure });
    const modelFreeId = asAnswerId('free');
    const lastGoodId = asAnswerId('good');
    expect(savedBy({ ...lastGood, modelFreeId }, undefined)).toMatchObject({ rung: 'model-free', service: SONNET });
    expect(savedBy({ ...lastGood, modelFreeId, lastGoodId }, undefined)?.rung).toBe('last-good');
    expect(savedBy(lastGood, undefined)).toBeUndefined();
  });

  it('belongs to the incident of the service that failed', () => {
    const saved = [
      { at: NOON - 2 * HOUR - 5_000, rung: 'model', service: SONNET },
      { at: NOON - HOUR, rung: 'model', service: 'notion:1' },
      { at: NOON - 5 * HOUR, rung: 'retry', service: SONNET },
    ] as const;
    expect(countSaved(savedDuring(saved, anIncident(), NOON))).toEqual([['model', 1]]);
    expect(countSaved(saved)).toEqual([
      ['retry', 1],
      ['model', 2],
    ]);
  });
});

describe('the export', () => {
  const kept = {
    days: [aDay([{}, { code: 'model-overloaded' }])],
    incidents: [anIncident(), anIncident({ id: 'two', name: '=cmd("x")', service: 'notion:1' })],
    saved: [{ at: NOON - HOUR, rung: 'model', service: SONNET }] as const,
  };

  it('is a table that a spreadsheet reads and does not run', () => {
    const lines = healthAsCsv(kept, NOON).trimEnd().split('\r\n');
    expect(lines[0]).toBe('kind,service,name,from,until,minutes,calls,failed,cause,medianMs,p95Ms,saved');
    expect(lines[1]).toMatch(
      /^day,model:claude\/claude-sonnet-5-5,Claude Sonnet 5.5,2026-11-21,,,2,1,model-overloaded 1,\d+,\d+,$/,
    );
    expect(lines[2]).toBe(
      'incident,model:claude/claude-sonnet-5-5,Claude Sonnet 5.5,2026-11-21T10:00:00.000Z,2026-11-21T11:00:00.000Z,60,6,5,model-overloaded,,,model 1',
    );
    expect(lines[3]).toContain(`"'=cmd(""x"")"`);
    expect(lines).toHaveLength(5);
  });

  it('is JSON with the same facts', () => {
    const whole: unknown = JSON.parse(healthAsJson(kept, NOON));
    expect(whole).toMatchObject({
      exportedAt: '2026-11-21T12:00:00.000Z',
      days: [{ day: '2026-11-21', calls: 2 }],
      incidents: [{ startedAt: '2026-11-21T10:00:00.000Z', saved: { model: 1 } }, { service: 'notion:1' }],
      saved: { model: 1 },
    });
  });
});
