/**
 * Kinds that may be kept for some days only. Never drafts: they are a person's own words that were not sent yet. The
 * activity log, service health and the copy of Notion have bounds of their own.
 */
export const RETAINED = ['answers', 'conversations', 'outbox', 'reports', 'autofill'] as const;
export type RetainedKind = (typeof RETAINED)[number];

/** Days that each kind is kept since it was last touched; a kind that is not named is kept for ever. */
export type Retention = Partial<Readonly<Record<RetainedKind, number>>>;
