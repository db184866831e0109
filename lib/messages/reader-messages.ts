import { parsePageId } from '../base/ids.ts';
import { oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';

const TITLE = 4_000;

const pageId = parsed(64, parsePageId);

/** What the Reader and the offline kits are asked for by message. */
export const READER_SHAPES = {
  /** Opens the copy of a page in the Reader. */
  'reader.open': record({ pageId }, { why: oneOf('notion-down', 'asked', 'offline') }),
  /** The copy of the page that a tab should show and does not; nothing while the tab shows it or no copy is here. */
  'reader.offer': record({}, { tabId: wholeNumber }),
  /** Reads a page from Notion again. Fails where Notion does not give it: the copy stays as it was. */
  'reader.refresh': pageId,
  'kit.pin': record({ pageId, title: text(TITLE) }, {}),
  'kit.unpin': pageId,
} as const;
