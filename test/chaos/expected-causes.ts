import type { FailureCode } from '../../lib/base/failure.ts';
import { NAMED_FAULTS } from '../world/named-faults.ts';

/**
 * How a fault ends for a person. `answer`: it is no failure. `failure`: an alert in place of an answer, with the part
 * that had arrived when `partial`. `screen`: an answer from what the tab shows, which says why.
 */
export type Ending =
  | { readonly kind: 'answer' }
  | { readonly kind: 'failure'; readonly code: FailureCode; readonly partial?: true; readonly waitMs?: number }
  | { readonly kind: 'screen'; readonly code: FailureCode; readonly pauses?: true };

const ANSWER: Ending = { kind: 'answer' };
const failure = (code: FailureCode): Ending => ({ kind: 'failure', code });
const partial = (code: FailureCode): Ending => ({ kind: 'failure', code, partial: true });
const asksFor = (code: FailureCode, waitMs: number): Ending => ({ kind: 'failure', code, waitMs });
const screen = (code: FailureCode): Ending => ({ kind: 'screen', code });
/** The client holds back for as long as Notion asked, beyond the fault's own end. */
const pausing = (code: FailureCode): Ending => ({ kind: 'screen', code, pauses: true });

const CLAUDE: Readonly<Record<string, Ending>> = {
  'overloaded-http-529': failure('model-overloaded'),
  'overloaded-first-event': failure('model-overloaded'),
  'overloaded-mid-stream': partial('model-overloaded'),
  'api-error-500': failure('claude-error'),
  'api-error-mid-stream': partial('claude-error'),
  'timeout-504': failure('claude-timeout'),
  'bad-gateway-html': failure('claude-unavailable'),
  'unavailable-503': failure('claude-unavailable'),
  'rate-limited': asksFor('claude-rate-limited', 8000),
  'ramp-limited': asksFor('claude-ramp-limited', 8000),
  'spend-limit-enforced': failure('claude-spend-limit'),
  'spend-limit-contract': failure('claude-spend-limit'),
  'spend-limit-user-400': failure('claude-spend-limit'),
  'billing-402': failure('claude-billing'),
  'key-invalid-401': failure('claude-key-invalid'),
  'cors-401': failure('claude-refused-request'),
  'permission-403': failure('claude-key-forbidden'),
  'organization-on-hold-400': failure('claude-on-hold'),
  'model-missing-404': failure('model-missing'),
  'prompt-too-long-400': failure('prompt-too-long'),
  'too-large-413': failure('prompt-too-long'),
  'invalid-request-400': failure('claude-refused-request'),
  refusal: partial('model-refusal'),
  'max-tokens': partial('model-length'),
  'context-window-exceeded': partial('model-length'),
  'pause-turn': partial('model-paused'),
  'clean-cut': partial('claude-cut'),
  'reset-before-headers': failure('claude-unreachable'),
  // What was on its way when the connection broke may never have arrived.
  'reset-mid-stream': failure('claude-cut'),
  'stall-silent': partial('claude-silent'),
  'stall-with-pings': partial('claude-timeout'),
  'slow-headers': failure('claude-silent'),
  'slow-drip': ANSWER,
  'captive-portal': failure('claude-portal'),
  'json-instead-of-sse': failure('claude-garbled'),
  'unnamed-events': failure('claude-garbled'),
  'unknown-event': ANSWER,
  'split-utf8': ANSWER,
  'broken-utf8': failure('claude-garbled'),
  dns: failure('claude-unreachable'),
};

const NOTION: Readonly<Record<string, Ending>> = {
  'notion-token-invalid-401': screen('notion-token-invalid'),
  'notion-restricted-403': screen('notion-restricted'),
  'notion-block-limit-403': screen('notion-block-limit'),
  'notion-not-found-404': screen('notion-not-shared'),
  'notion-error-500': screen('notion-error'),
  'notion-bad-gateway-html-502': screen('notion-unavailable'),
  'notion-unavailable-503': screen('notion-unavailable'),
  'notion-timeout-504': screen('notion-timeout'),
  'notion-slow-headers': screen('notion-timeout'),
  'notion-stalled-body': screen('notion-silent'),
  'notion-slow-drip': ANSWER,
  'notion-reset': screen('notion-unreachable'),
  'notion-reset-mid-body': screen('notion-unreachable'),
  'notion-dns': screen('notion-unreachable'),
  'notion-edge-block-403-html': screen('notion-edge-block'),
  'notion-captive-portal-200-html': screen('notion-portal'),
  'notion-wrong-json': screen('notion-garbled'),
  'notion-cut-json': screen('notion-garbled'),
  'notion-conflict-409': screen('notion-conflict'),
  'notion-validation-400': screen('notion-refused-request'),
  'notion-missing-version-400': screen('notion-refused-request'),
  'notion-truncated-page': ANSWER,
  'notion-commit-then-503': screen('notion-unavailable'),
  'notion-commit-then-reset': screen('notion-unreachable'),
  // What they do is done to writes; a read meets the answer alone.
  'notion-commit-then-bare-503': screen('notion-unavailable'),
  'notion-commit-then-504': screen('notion-timeout'),
  'notion-late-after-reset': screen('notion-unreachable'),
  'notion-late-after-503': screen('notion-unavailable'),
  'notion-late-after-504': screen('notion-timeout'),
  'notion-rate-limited': pausing('notion-rate-limited'),
  'notion-rate-limited-space': pausing('notion-workspace-limited'),
  'notion-rate-limited-endpoint': pausing('notion-endpoint-limited'),
  'notion-rate-limited-blocked': pausing('notion-blocked'),
  'notion-overload-529': pausing('notion-overloaded'),
  // These two change the world for good, so they come last.
  'notion-page-unshared': screen('notion-not-shared'),
  'notion-token-expires': screen('notion-token-invalid'),
};

/** Only time reveals these: half a minute to two minutes. */
export const SLOW: ReadonlySet<string> = new Set([
  'stall-silent',
  'stall-with-pings',
  'slow-headers',
  'notion-slow-headers',
  'notion-stalled-body',
]);

/** What each named fault means for a person, Notion's first. Throws when a fault of the world has no meaning here. */
export function expectedEndings(): ReadonlyMap<string, Ending> {
  const endings = new Map(Object.entries({ ...NOTION, ...CLAUDE }));
  const missing = Object.keys(NAMED_FAULTS).filter((name) => !endings.has(name));
  const unknown = [...endings.keys()].filter((name) => NAMED_FAULTS[name] === undefined);
  if (missing.length + unknown.length > 0)
    throw new Error(`Without a meaning: ${missing.join(', ')}. Without a fault: ${unknown.join(', ')}`);
  return endings;
}
