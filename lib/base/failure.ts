import type { PageId } from './ids.ts';

/** Where on the way from a click to an answer something broke. */
export type Hop = 'device' | 'network' | 'authentication' | 'provider' | 'model' | 'notion';

/** Everything that can go wrong for a person. A code is closed: `failure-words.ts` must know each. */
export const FAILURE_HOPS = {
  // this device
  'storage-full': 'device',
  'storage-broken': 'device',
  'database-newer': 'device',
  'vault-locked': 'device',
  'no-claude-key': 'device',
  'no-notion-token': 'device',
  'no-page': 'device',
  'page-unreadable': 'device',
  'page-empty': 'device',
  'host-not-granted': 'device',
  'worker-restarted': 'device',
  'too-many-restarts': 'device',
  'waited-too-long': 'device',
  'no-provider-key': 'device',
  'built-in-missing': 'device',
  'write-invalid': 'device',
  'write-address': 'device',
  'writes-off': 'device',
  'approval-ended': 'device',
  'report-unfit': 'device',
  'budget-spent': 'device',
  'budget-near': 'device',
  'price-unknown': 'device',
  'managed-invalid': 'device',
  'managed-forbids': 'device',
  'backup-foreign': 'device',
  'backup-damaged': 'device',
  'backup-newer': 'device',
  'backup-passphrase': 'device',
  'export-too-large': 'device',
  restored: 'device',
  'restored-write': 'device',
  'held-back': 'device',
  'policy-class': 'device',
  'page-excluded': 'device',
  bug: 'device',
  // the network
  offline: 'network',
  'claude-unreachable': 'network',
  'notion-unreachable': 'network',
  'claude-portal': 'network',
  'notion-portal': 'network',
  'claude-edge-block': 'network',
  'provider-origin': 'network',
  'notion-edge-block': 'network',
  // authentication and account
  'claude-key-invalid': 'authentication',
  'claude-key-forbidden': 'authentication',
  'claude-billing': 'authentication',
  'claude-spend-limit': 'authentication',
  'claude-on-hold': 'authentication',
  'claude-auth-trouble': 'authentication',
  'notion-token-invalid': 'authentication',
  // the Claude service
  'claude-rate-limited': 'provider',
  'claude-ramp-limited': 'provider',
  'claude-error': 'provider',
  'claude-unavailable': 'provider',
  'claude-timeout': 'provider',
  'claude-silent': 'provider',
  'claude-cut': 'provider',
  'claude-garbled': 'provider',
  'claude-refused-request': 'provider',
  // one model
  'model-overloaded': 'model',
  'model-slow': 'model',
  'model-missing': 'model',
  'model-refusal': 'model',
  'model-length': 'model',
  'model-paused': 'model',
  'prompt-too-long': 'model',
  'tool-misused': 'model',
  'answer-misfit': 'model',
  // Notion
  'notion-not-shared': 'notion',
  'notion-restricted': 'notion',
  'notion-block-limit': 'notion',
  'notion-rate-limited': 'notion',
  'notion-workspace-limited': 'notion',
  'notion-endpoint-limited': 'notion',
  'notion-blocked': 'notion',
  'notion-overloaded': 'notion',
  'notion-error': 'notion',
  'notion-unavailable': 'notion',
  'notion-timeout': 'notion',
  'notion-silent': 'notion',
  'notion-conflict': 'notion',
  'notion-refused-request': 'notion',
  'notion-garbled': 'notion',
  'write-conflict': 'notion',
  'write-gone': 'notion',
  'undo-edited': 'notion',
} as const satisfies Record<string, Hop>;

export type FailureCode = keyof typeof FAILURE_HOPS;

/** Only these are worth another try by themselves. A code that is not listed waits for the person, not for a timer. */
const TRANSIENT: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'offline',
  'claude-unreachable',
  'notion-unreachable',
  'claude-rate-limited',
  'claude-ramp-limited',
  'claude-error',
  'claude-unavailable',
  'claude-timeout',
  'claude-silent',
  'claude-cut',
  'claude-garbled',
  'model-overloaded',
  'model-slow',
  'claude-auth-trouble',
  'notion-rate-limited',
  'notion-workspace-limited',
  'notion-endpoint-limited',
  'notion-overloaded',
  'notion-error',
  'notion-unavailable',
  'notion-timeout',
  'notion-silent',
  'notion-conflict',
  'notion-garbled',
  // It ends with the day or the month, and its time is told with it.
  'budget-spent',
]);

export function isTransient(code: FailureCode): boolean {
  return TRANSIENT.has(code);
}

/** What is known of a failure besides its code: plain data, so that it can be stored, sent and shown. */
export interface FailureFacts {
  readonly code: FailureCode;
  /** As long as the service asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The provider's id of the request, for a support ticket. */
  readonly requestId?: string;
  /** HTTP status, where an answer with one arrived. */
  readonly status?: number;
  /** The model that was asked. */
  readonly model?: string;
  /** The shown name of the provider, where it is not Claude. */
  readonly provider?: string;
  /** The request was held back here and never left. */
  readonly unsent?: true;
  /** What exactly does not fit, as one sentence for a person. */
  readonly detail?: string;
  /** The page that it is about, and words of the place. */
  readonly where?: { readonly pageId: PageId; readonly title: string; readonly url: string; readonly quote: string };
}

/** A failure that a person may meet. Bugs of ours stay plain errors. */
export class Failure extends Error {
  readonly facts: FailureFacts;

  constructor(facts: FailureFacts | FailureCode, options?: ErrorOptions) {
    const whole = typeof facts === 'string' ? { code: facts } : facts;
    super(whole.code, options);
    this.name = 'Failure';
    this.facts = whole;
  }

  get code(): FailureCode {
    return this.facts.code;
  }

  get transient(): boolean {
    return isTransient(this.facts.code);
  }
}

/** Reads a failure that crossed a store or a message; anything else counts as a bug of ours. */
export function factsOf(error: unknown): FailureFacts {
  return error instanceof Failure ? error.facts : { code: 'bug' };
}
