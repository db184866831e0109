import { asAnswerId, asApprovalId, asConnectionId, asOutboxId, parsePageId } from '../base/ids.ts';
import { flag, listOf, oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';

const ID = 64;
const TITLE = 4_000;
const SHORT = 400;
/** More properties than a database has. */
const MOST_PROPERTIES = 500;
const MOST_KINDS = 5;

const outboxId = parsed(ID, asOutboxId);
const pageId = parsed(ID, parsePageId);

/** What is asked of the outbox by message. A script in Notion's page may propose to publish, and nothing else. */
export const OUTBOX_SHAPES = {
  'publish.propose': record(
    { answer: parsed(ID, asAnswerId) },
    { place: record({ page: pageId, as: oneOf('append', 'under', 'replace', 'insert', 'rows', 'link') }, {}) },
  ),
  'outbox.approve': record({ id: outboxId, shown: text(ID) }, {}),
  'outbox.decline': outboxId,
  'outbox.undo': outboxId,
  'outbox.again': outboxId,
  'outbox.settle': record({ id: outboxId, choice: oneOf('mine', 'theirs') }, {}),
  'approval.allow': record(
    {
      connection: parsed(ID, asConnectionId),
      target: pageId,
      targetTitle: text(TITLE),
      kinds: listOf(oneOf('append', 'create', 'set-properties', 'replace-text', 'comment'), MOST_KINDS),
      most: wholeNumber,
      purpose: text(SHORT),
      expiresAt: wholeNumber,
    },
    { properties: listOf(text(TITLE), MOST_PROPERTIES), rows: flag },
  ),
  'approval.revoke': parsed(ID, asApprovalId),
} as const;
