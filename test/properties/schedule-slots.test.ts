import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf, wallTime } from '../../lib/base/zone.ts';
import { dueSlot, nextSlot } from '../../lib/jobs/schedule.ts';
import type { ScheduleRule } from '../../lib/jobs/schedule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Whole hours, half hours, quarter hours, a half hour of summer time, a skipped day, a change at midnight, and none. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Santiago',
  'UTC',
] as const;

const zone = fc.constantFrom(...ZONES);
const minute = fc.integer({ min: 0, max: 1_439 });
const rule: fc.Arbitrary<ScheduleRule> = fc.oneof(
  fc.record({ every: fc.constantFrom('day', 'weekdays'), minute }),
  fc.record({ every: fc.constant('week'), weekday: fc.integer({ min: 1, max: 7 }), minute }),
  fc.record({ every: fc.constant('month'), day: fc.integer({ min: 1, max: 31 }), minute }),
);
const moment = fc.integer({ min: Date.UTC(2011, 10, 1), max: Date.UTC(2031, 0, 1) });

describe('slots', () => {
  it('of every day come once for each day on the wall, at the time that was set', () => {
    fc.assert(
      fc.property(zone, minute, moment, (where, at, from) => {
        let slot = from;
        const days: string[] = [];
        for (let count = 0; count < 40; count += 1) {
          const next = nextSlot({ rule: { every: 'day', minute: at }, zone: where }, slot);
          expect(next).toBeGreaterThan(slot);
          expect(next - slot).toBeLessThanOrEqual(49 * HOUR);
          slot = next;
          const { year, month, day, hour, minute: shown } = wallTime(slot, where);
          days.push(`${year}-${month}-${day}`);
          // A time that the clocks skip comes as much later; no zone skips more than a day.
          const late = (hour * 60 + shown - at + 1_440) % 1_440;
          expect(late === 0 || late === 30 || late === 60).toBe(true);
        }
        // Where a skipped time falls past midnight, two slots may share a day.
        expect(new Set(days).size).toBeGreaterThanOrEqual(days.length - 1);
      }),
      { numRuns: 60 },
    );
  });

  it('are found again whatever moment before them one looks from', () => {
    fc.assert(
      fc.property(zone, rule, moment, fc.integer({ min: 1, max: DAY }), (where, one, from, earlier) => {
        const slot = nextSlot({ rule: one, zone: where }, from);
        const before = nextSlot({ rule: one, zone: where }, Math.min(from, slot - earlier));
        expect(before).toBeLessThanOrEqual(slot);
        expect(nextSlot({ rule: one, zone: where }, slot - 1)).toBe(slot);
      }),
      { numRuns: 80 },
    );
  });

  it('that passed are due as one, the latest, however the clock jumps and however long nothing ran', () => {
    const jump = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 3 * DAY }) },
      { weight: 1, arbitrary: fc.integer({ min: 3 * DAY, max: 40 * DAY }) },
      { weight: 2, arbitrary: fc.integer({ min: -10 * DAY, max: -1 }) },
    );
    fc.assert(
      fc.property(zone, rule, moment, fc.array(jump, { maxLength: 30 }), (where, one, start, jumps) => {
        const schedule = { rule: one, zone: where };
        let seenUpTo = start;
        let now = start;
        for (const by of jumps) {
          now += by;
          if (seenUpTo > now) {
            seenUpTo = now;
            continue;
          }
          const due = dueSlot({ ...schedule, seenUpTo }, now);
          const passed: number[] = [];
          for (let slot = nextSlot(schedule, seenUpTo); slot <= now; slot = nextSlot(schedule, slot)) passed.push(slot);
          expect(due).toEqual(passed.length === 0 ? undefined : { slot: passed.at(-1), missed: passed.length - 1 });
          if (due === undefined) continue;
          seenUpTo = due.slot;
          // Looked at once more at the same time, nothing is due.
          expect(dueSlot({ ...schedule, seenUpTo }, now)).toBeUndefined();
        }
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    ['a time that is skipped in spring is made up for after it', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00Z'],
    ['a time that comes twice in autumn means the first', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00Z'],
  ])('know the clocks of Berlin: %s', (_what, from, slot) => {
    const half = { rule: { every: 'day', minute: 150 }, zone: 'Europe/Berlin' } as const;
    expect(new Date(nextSlot(half, Date.parse(from))).toISOString()).toBe(new Date(slot).toISOString());
  });

  it('take the last day of a month that is too short', () => {
    const last = { rule: { every: 'month', day: 31, minute: 0 }, zone: 'UTC' } as const;
    const days = ['2026-02-01', '2026-04-15', '2028-02-10'].map((day) =>
      new Date(nextSlot(last, Date.parse(day))).toISOString().slice(0, 10),
    );
    expect(days).toEqual(['2026-02-28', '2026-04-30', '2028-02-29']);
  });
});

describe('wall times', () => {
  it('lead to the moment at which they are shown, wherever one is', () => {
    fc.assert(
      fc.property(zone, moment, (where, at) => {
        const second = Math.floor(at / 1_000) * 1_000;
        const shown = wallTime(second, where);
        const found = momentOf(shown, where);
        expect(wallTime(found, where)).toEqual(shown);
        expect(found).toBeLessThanOrEqual(second);
      }),
    );
  });
});
