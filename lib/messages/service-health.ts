import type { FailureCode, FailureFacts } from '../base/failure.ts';
import type { HealthLine } from './desk.ts';

/** With these the service did its work: what it said no to was this request, this page or this much text. */
const ANSWERED: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'claude-refused-request',
  'model-refusal',
  'model-length',
  'model-paused',
  'prompt-too-long',
  'notion-not-shared',
  'notion-restricted',
  'notion-block-limit',
  'notion-conflict',
  'notion-refused-request',
]);

/** Everything else that begins so is trouble with the service, our account there, or the way to it. */
const OF_A_SERVICE = /^(claude|model|notion)-/;

/** Between the device and everything, or a network that answers for others: no service is to blame. */
const NOBODYS: ReadonlySet<FailureCode> = new Set<FailureCode>(['claude-portal', 'notion-portal']);

/** What one real call has shown of its service; `undefined` when it was never reached, so nothing is known. */
function shownBy(failure: FailureFacts | undefined): 'fine' | 'trouble' | undefined {
  if (failure === undefined || ANSWERED.has(failure.code)) return 'fine';
  return OF_A_SERVICE.test(failure.code) && !NOBODYS.has(failure.code) ? 'trouble' : undefined;
}

/**
 * The line of one service after one more real call; the line itself where nothing is new. `since` moves only with the
 * state, so that it says how long something has lasted.
 */
export function healthAfter(
  before: HealthLine | undefined,
  line: Pick<HealthLine, 'service' | 'name'>,
  failure: FailureFacts | undefined,
  now: number,
): HealthLine | undefined {
  const state = shownBy(failure);
  if (state === undefined) return before;
  const trouble = state === 'trouble' && failure !== undefined ? { failure } : {};
  const same = before?.state === state && before.name === line.name && before.failure?.code === trouble.failure?.code;
  if (same && state === 'fine') return before;
  const since = before?.state === state && before.since !== undefined ? before.since : now;
  return { ...line, state, since, ...trouble };
}
