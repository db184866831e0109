import type { Kind } from './kinds.ts';

/** What can be deleted in one press: a kind, or all that there is. The copy of Notion has a way of its own, which keeps what is excluded; the ledger that caps are held to goes with everything alone. */
export const REMOVABLE = [
  'answers',
  'conversations',
  'drafts',
  'prompts',
  'outbox',
  'reports',
  'autofill',
  'health',
  'activity',
  'everything',
] as const;
export type Removable = (typeof REMOVABLE)[number];

export const isRemovable = (kind: Kind): kind is Exclude<Removable, 'everything'> =>
  (REMOVABLE as readonly string[]).includes(kind);

/** A press can be taken back for as long as this, in milliseconds: until then nothing is deleted. */
export const GRACE_MS = 8_000;
