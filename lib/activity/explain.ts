import type { FailureCode, FailureFacts } from '../base/failure.ts';
import { isOutage } from './shown-by.ts';
import type { StatusWord } from './status-report.ts';

/** A key that worked within a week is held for good, while others fail too. */
const KEY_WORKED_MS = 7 * 24 * 60 * 60_000;
/** Trouble elsewhere at the provider counts as the same trouble for so long. */
const BESIDE_MS = 10 * 60_000;

/** What is known beside a failure when it is explained. */
export interface Beside {
  readonly now: number;
  /** When this very key was last accepted; absent when it never was, or is new. */
  readonly keyWorkedAt?: number;
  /** The last failures at the same provider, of any of its models. */
  readonly others: readonly { readonly at: number; readonly code: FailureCode }[];
  readonly status?: StatusWord;
}

/** Whether a refused key may be the provider's fault at all: then it is worth asking the status page. */
export function mayBeTrouble({ code }: FailureFacts, { now, keyWorkedAt }: Beside): boolean {
  return code === 'claude-key-invalid' && keyWorkedAt !== undefined && now - keyWorkedAt <= KEY_WORKED_MS;
}

/**
 * A failure as it is to be understood beside what else is known. A key that Claude refuses is not blamed where it worked
 * lately and Claude shows other trouble within minutes, by what failed here or by its status page: that is
 * `claude-auth-trouble`, which passes. Without such a sign the key is at fault, however lately it worked: it may have been
 * revoked.
 */
export function explain(failure: FailureFacts, beside: Beside): FailureFacts {
  if (!mayBeTrouble(failure, beside)) return failure;
  const { now, others, status } = beside;
  // What was explained so before is no evidence for itself.
  const here = others.some(({ at, code }) => now - at <= BESIDE_MS && isOutage(code) && code !== 'claude-auth-trouble');
  return here || status?.says === 'trouble' ? { ...failure, code: 'claude-auth-trouble' } : failure;
}
