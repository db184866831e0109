import { asConversationId, asMessageId, parsePageId } from '../base/ids.ts';
import { flag, listOf, nothing, parsed, record, text, wholeNumber } from '../base/shape.ts';

const ID = 64;
const ADDRESS = 4_000;
const TITLE = 4_000;
const SHORT = 400;
/** As long as a message may be. */
const MESSAGE = 200_000;
/** Pages that go along with one message: each is read whole, which costs Notion two requests. */
export const MOST_MENTIONED = 16;

const conversationId = parsed(ID, asConversationId);
const messageId = parsed(ID, asMessageId);
const page = record(
  { pageId: parsed(ID, parsePageId), title: text(TITLE), url: text(ADDRESS) },
  { tabId: wholeNumber },
);

/** What our own pages ask about conversations. A script in Notion's page may ask for none of it. */
export const CHAT_SHAPES = {
  'chat.send': record(
    { text: text(MESSAGE) },
    {
      conversationId,
      parentId: text(ID),
      target: page,
      pages: listOf(page, MOST_MENTIONED),
      model: text(SHORT),
      temporary: flag,
    },
  ),
  'chat.regenerate': record({ messageId }, { model: text(SHORT) }),
  'chat.choose': record({ conversationId, tip: messageId }, {}),
  'chat.compact': record({ conversationId }, { model: text(SHORT) }),
  'chat.forget': conversationId,
  /** Proposes it as a page in Notion. */
  'chat.publish': conversationId,
  /** Has whatever is not to stay taken off the disk. */
  'chat.sweep': nothing,
} as const;
