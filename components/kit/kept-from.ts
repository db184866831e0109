import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';

/** What kept a model from answering, as it follows the model's name. A code that is not here is said in general words. */
const KEPT_FROM: Partial<Readonly<Record<FailureCode, string>>> = {
  offline: 'could not be reached: this device was offline',
  'vault-locked': 'was not asked: the keys were locked',
  'no-claude-key': 'was not asked: no Claude key is set',
  'no-provider-key': 'was not asked: no key for it is set',
  'host-not-granted': 'was not asked: the browser does not let Understudy reach it',
  'price-unknown': 'was not asked: no price is known for it',
  'built-in-missing': 'was not ready in this browser',
  'policy-class': 'is kept from this text by your policy',
  'worker-restarted': 'was cut off: the browser stopped Understudy',
  'claude-unreachable': 'could not be reached over this network',
  'claude-portal': 'could not be reached: the network answered in its place',
  'claude-edge-block': 'could not be reached: a gateway refused',
  'provider-origin': 'refused requests of browser extensions',
  'claude-key-invalid': 'did not accept the key',
  'claude-key-forbidden': 'is not open to this key',
  'claude-billing': 'was refused: the account needs attention',
  'claude-spend-limit': 'was refused: the spend limit is reached',
  'claude-auth-trouble': 'could not check the key',
  'claude-on-hold': 'was refused: the organization is on hold',
  'claude-rate-limited': 'asked for a pause',
  'claude-ramp-limited': 'asked to slow down',
  'claude-error': 'had an internal error',
  'claude-unavailable': 'was unavailable',
  'claude-timeout': 'took too long',
  'claude-silent': 'went silent',
  'claude-cut': 'broke off',
  'claude-garbled': 'sent what could not be read',
  'claude-refused-request': 'refused the form of the request',
  'model-overloaded': 'was overloaded',
  'model-slow': 'did not begin in time',
  'model-missing': 'is not there any more',
  'model-refusal': 'declined',
  'model-length': 'reached its length limit',
  'model-paused': 'paused midway',
  'prompt-too-long': 'cannot take this much text',
};

export function keptFrom({ code, detail }: FailureFacts): string {
  if (code === 'budget-near') return `was spared: ${detail ?? 'the budget is nearly used'}`;
  if (code === 'budget-spent') return `was not asked: ${detail ?? 'the budget is used'}`;
  return KEPT_FROM[code] ?? 'did not answer';
}

/** The same as a state that lasts: `is still overloaded`. */
const STILL: Partial<Readonly<Record<FailureCode, string>>> = {
  'model-overloaded': 'is still overloaded',
  'model-slow': 'is still slow',
  'claude-unavailable': 'is still unavailable',
  'claude-unreachable': 'still cannot be reached',
  'claude-rate-limited': 'still asks for a pause',
  'claude-auth-trouble': 'still cannot check keys',
};

export const stillIs = (facts: FailureFacts | undefined): string =>
  (facts && STILL[facts.code]) ?? 'is still in trouble';
