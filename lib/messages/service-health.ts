import type { FailureFacts } from '../base/failure.ts';
import type { HealthLine } from './desk.ts';

/** Failures that tell something of the service; the others are about this key, this device or this request. */
const TELLING: ReadonlySet<string> = new Set(['network', 'provider', 'model', 'notion', 'authentication']);

/**
 * The line of one service after one more real call. `since` moves only when the state does, so that it says how long
 * something has lasted.
 */
export function healthAfter(
  before: HealthLine | undefined,
  line: Pick<HealthLine, 'service' | 'name'>,
  failure: FailureFacts | undefined,
  hop: string | undefined,
  now: number,
): HealthLine {
  const state = failure === undefined || hop === undefined || !TELLING.has(hop) ? 'fine' : 'trouble';
  const since = before?.state === state && before.since !== undefined ? before.since : now;
  return { ...line, state, since, ...(state === 'trouble' && failure !== undefined ? { failure } : {}) };
}
