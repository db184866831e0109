import type { Pace } from './pace.ts';

/** Reads a stored request budget; `undefined` when it is none, so that a fresh one is begun. */
export function readPace(stored: unknown): Pace | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { budget, starts, endpoints } = stored as Partial<Record<keyof Pace, unknown>>;
  const whole =
    typeof budget === 'number' &&
    Array.isArray(starts) &&
    starts.every((start) => typeof start === 'number') &&
    typeof endpoints === 'object' &&
    endpoints !== null;
  return whole ? (stored as Pace) : undefined;
}
