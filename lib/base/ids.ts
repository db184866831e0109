declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A Notion page, row or database: dashed, lower-case UUID. */
export type PageId = Branded<'PageId'>;
/** A Notion block: dashed, lower-case UUID. */
export type BlockId = Branded<'BlockId'>;
/** A Notion workspace connection in the vault. */
export type ConnectionId = Branded<'ConnectionId'>;
export type JobId = Branded<'JobId'>;
export type AnswerId = Branded<'AnswerId'>;
export type ConversationId = Branded<'ConversationId'>;
export type MessageId = Branded<'MessageId'>;
/** An entry of the outbox; it stands in what the entry writes, so that a lost answer can be looked up. */
export type OutboxId = Branded<'OutboxId'>;
/** Leave given once for many writes. */
export type ApprovalId = Branded<'ApprovalId'>;

const HEX = /^[0-9a-f]{32}$/;

/** Reads a Notion id with or without dashes; `undefined` when the text is not exactly one id. */
function dashed(text: string): string | undefined {
  const hex = text.toLowerCase().replaceAll('-', '');
  if (!HEX.test(hex)) return undefined;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const parsePageId = (text: string): PageId | undefined => dashed(text) as PageId | undefined;
export const parseBlockId = (text: string): BlockId | undefined => dashed(text) as BlockId | undefined;

/** Ids of our own are made by the caller's source of chance and only branded here. */
export const asConnectionId = (text: string): ConnectionId => text as ConnectionId;
export const asJobId = (text: string): JobId => text as JobId;
export const asAnswerId = (text: string): AnswerId => text as AnswerId;
export const asConversationId = (text: string): ConversationId => text as ConversationId;
export const asMessageId = (text: string): MessageId => text as MessageId;
export const asOutboxId = (text: string): OutboxId => text as OutboxId;
export const asApprovalId = (text: string): ApprovalId => text as ApprovalId;

/** The id as Notion writes it in addresses: 32 hex digits. */
export const undashed = (id: PageId | BlockId): string => id.replaceAll('-', '');
