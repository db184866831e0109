import type { FailureCode } from '../base/failure.ts';

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
const OF_A_SERVICE = /^(claude|model|notion|provider)-/;

/** Between the device and everything, or a network that answers for others: no service is to blame. */
const NOBODYS: ReadonlySet<FailureCode> = new Set<FailureCode>(['claude-portal', 'notion-portal']);

/** What one real call has shown of its service; `undefined` when it was never reached, so nothing is known. */
export function shownBy(failure: FailureCode | undefined): 'answered' | 'failed' | undefined {
  if (failure === undefined || ANSWERED.has(failure)) return 'answered';
  return OF_A_SERVICE.test(failure) && !NOBODYS.has(failure) ? 'failed' : undefined;
}

/** The service itself is broken or cannot be reached: not a limit, not the account, not a model that is gone. */
const OUTAGES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'claude-unreachable',
  'claude-error',
  'claude-unavailable',
  'claude-timeout',
  'claude-silent',
  'claude-cut',
  'claude-garbled',
  'claude-auth-trouble',
  'model-overloaded',
  'model-slow',
  'notion-unreachable',
  'notion-overloaded',
  'notion-error',
  'notion-unavailable',
  'notion-timeout',
  'notion-silent',
  'notion-garbled',
]);

export const isOutage = (code: FailureCode): boolean => OUTAGES.has(code);
