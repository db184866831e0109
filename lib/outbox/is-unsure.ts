import type { FailureCode, FailureFacts } from '../base/failure.ts';

/**
 * Answers by which Notion says that it did nothing (reference, status codes, and what an edge before it refuses).
 * Everything else leaves it open: a lost answer, a time-out, a 5xx, a page of somebody else's in its place.
 */
const CLEAR: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'no-notion-token',
  'vault-locked',
  'notion-token-invalid',
  'notion-not-shared',
  'notion-restricted',
  'notion-block-limit',
  'notion-rate-limited',
  'notion-workspace-limited',
  'notion-endpoint-limited',
  'notion-blocked',
  'notion-overloaded',
  'notion-conflict',
  'notion-refused-request',
  'notion-edge-block',
  'write-invalid',
  'write-gone',
]);

/** Whether a write that failed like this may stand in Notion all the same: it is read back before it is sent again. */
export const isUnsure = ({ code, unsent }: FailureFacts): boolean => unsent !== true && !CLEAR.has(code);
