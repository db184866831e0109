import { FAILURE_HOPS } from './failure.ts';
import type { FailureCode, FailureFacts, Hop } from './failure.ts';
import { FAILURE_TEXT } from './failure-text.ts';
import type { NextStep, Template } from './failure-template.ts';
import type { OptionsPlace } from './options-place.ts';

/** Words for a failure, ready to show. */
export interface FailureWords {
  readonly code: FailureCode;
  readonly hop: Hop;
  /** What happened, and where. */
  readonly cause: string;
  /** What still works, or what is safe. */
  readonly still: string;
  readonly next: { readonly step: NextStep; readonly label: string; readonly place?: OptionsPlace };
}

const LABELS: Readonly<Record<NextStep, string>> = {
  retry: 'Try again',
  proceed: 'Continue',
  'switch-model': 'Ask another model',
  options: 'Open settings',
  unlock: 'Unlock',
  share: 'How to share it',
  'open-page': 'Open a Notion page',
  grant: 'Grant access',
  'free-space': 'Free some space',
  'status-page': 'See service status',
  shorten: 'Ask a shorter question',
  reload: 'Reload this page',
  review: 'Review it',
  report: 'Try again',
};

/** What a surface shows beside a failure: the page's own sentences, an earlier answer, what had arrived, or nothing. */
export type Below = 'extract' | 'last-good' | 'partial' | 'nothing';

const BELOW: Readonly<Record<Below, string>> = {
  extract: 'Below is what the page says, without a model.',
  'last-good': 'Below is the last good answer to this.',
  partial: 'What arrived is kept.',
  nothing: 'Pages that were read before can still be searched.',
};

/** Where Claude is reached; other providers stand in the options with theirs. */
const CLAUDE_ADDRESS = 'api.anthropic.com';

/**
 * Words for a failure.
 * @param modelName the shown name of the model that was asked
 */
export function describeFailure(
  facts: FailureFacts,
  modelName = facts.model ?? 'Claude',
  below: Below = 'nothing',
): FailureWords {
  const template: Template = FAILURE_TEXT[facts.code];
  const named: Readonly<Record<string, string>> = {
    model: modelName,
    provider: facts.provider ?? 'Claude',
    address: facts.provider === undefined ? CLAUDE_ADDRESS : 'its address',
    wait: facts.retryAfterMs === undefined ? '' : ` for ${span(facts.retryAfterMs)}`,
    below: BELOW[below],
    detail: facts.detail ?? '',
  };
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => named[name] ?? whole).trimEnd();
  return {
    code: facts.code,
    hop: FAILURE_HOPS[facts.code],
    cause: fill(template.cause),
    still: fill(template.still),
    next: {
      step: template.step,
      label: fill(template.label ?? LABELS[template.step]),
      ...(template.place === undefined ? {} : { place: template.place }),
    },
  };
}

/** A length of time in whole seconds or minutes, rounded up: never sooner than it is. */
function span(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 100) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
