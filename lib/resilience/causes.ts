import type { FailureCode, FailureFacts } from '../base/failure.ts';
import { FAILURE_HOPS } from '../base/failure.ts';

/** What is known beside the failure itself. */
export interface Surroundings {
  /** The service's status page, or other requests of this device, say that it is in trouble right now. */
  readonly incident: boolean;
  /** The same key was accepted within the last minutes. */
  readonly keyWorkedLately: boolean;
}

/** No connection came about: this device is offline, or the way to one service is closed. */
export function unreachable(service: 'claude' | 'notion', online: boolean): FailureCode {
  if (!online) return 'offline';
  return service === 'claude' ? 'claude-unreachable' : 'notion-unreachable';
}

/**
 * The cause to show. A key that worked minutes ago and is refused in the middle of an incident is not to blame: during
 * outages services refuse good keys. Money and holds are believed always.
 */
export function settleCause(facts: FailureFacts, around: Surroundings): FailureFacts {
  if (!around.incident || !around.keyWorkedLately) return facts;
  if (facts.code === 'claude-key-invalid' || facts.code === 'claude-key-forbidden') {
    return { ...facts, code: 'claude-unavailable' };
  }
  if (facts.code === 'notion-token-invalid') return { ...facts, code: 'notion-unavailable' };
  return facts;
}

/** Whether another Claude model may fare better: not where the account, the key or the way there is what failed. */
export function anotherModelMayHelp(code: FailureCode): boolean {
  if (FAILURE_HOPS[code] === 'model') return code !== 'model-length' && code !== 'model-paused';
  return OTHER_MODEL.has(code);
}

const OTHER_MODEL: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'claude-key-forbidden',
  'claude-rate-limited',
  'claude-ramp-limited',
  'claude-error',
  'claude-unavailable',
  'claude-timeout',
  'claude-silent',
  'claude-cut',
  'claude-garbled',
  'claude-refused-request',
]);
