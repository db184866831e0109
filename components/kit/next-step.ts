import type { FailureWords } from '../../lib/base/failure-words.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { Ask } from './handing.ts';

const SHARE_HELP = 'https://www.notion.com/help/add-and-manage-connections-with-the-api';
const CLAUDE_STATUS = 'https://status.claude.com/';
const NOTION = 'https://app.notion.com/';

/** What a surface itself can do about a failure; the rest leads elsewhere. */
export interface Remedies {
  readonly retry: () => void;
  readonly proceed?: () => void;
  /** Puts the caret where the question is typed. */
  readonly rephrase?: () => void;
  /** In the options page: goes to the field that matters. */
  readonly settings?: () => void;
}

/** Does what the button beside a failure promises. */
export function takeStep({ step, place }: FailureWords['next'], desk: Desk, remedies: Remedies, ask: Ask): void {
  switch (step) {
    case 'retry':
    case 'report':
    case 'switch-model':
      return remedies.retry();
    case 'proceed':
      return (remedies.proceed ?? remedies.retry)();
    case 'shorten':
    case 'review':
      return (remedies.rephrase ?? remedies.retry)();
    case 'reload':
      return location.reload();
    case 'options':
    case 'unlock':
    case 'free-space':
      if (remedies.settings) return remedies.settings();
      return ask(() => desk.openOptions(place));
    case 'grant':
      return ask(async () => {
        if (await desk.grantAccess()) remedies.retry();
      });
    case 'share':
      return ask(() => desk.openPage(SHARE_HELP));
    case 'status-page':
      return ask(() => desk.openPage(CLAUDE_STATUS));
    case 'open-page':
      return ask(() => desk.openPage(NOTION));
  }
}
