import type { Kind } from '../../lib/keeping/kinds.ts';
import type { KindSize } from '../../lib/keeping/size.ts';
import { bytes, count } from '../kit/amount.ts';

/** What a person calls each kind, with what belongs to it where the name does not say so. */
export const KIND_WORDS: Readonly<Record<Kind, { readonly name: string; readonly holds?: string }>> = {
  answers: { name: 'Answers', holds: 'with the requests that asked for them, and the replies in conversations' },
  conversations: { name: 'Conversations' },
  drafts: { name: 'Drafts', holds: 'what was typed and not sent' },
  prompts: { name: 'Saved prompts' },
  outbox: { name: 'Outbox', holds: 'changes to Notion, proposed and sent' },
  reports: { name: 'Reports', holds: 'with schedules and checks for gaps' },
  autofill: { name: 'Autofill' },
  health: { name: 'Service health' },
  activity: { name: 'Activity log', holds: 'what was called, decided and written: no page text' },
  spending: { name: 'Spending', holds: 'what requests have cost, for the budget' },
  settings: { name: 'Settings' },
  mirror: { name: 'Copy of Notion' },
  index: { name: 'Index for search' },
};

export const sizeWords = ({ bytes: amount, about }: KindSize): string => `${about ? 'about ' : ''}${bytes(amount)}`;

export const rowWords = ({ rows }: KindSize): string => count(rows);
