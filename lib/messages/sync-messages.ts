import { asConnectionId, parsePageId } from '../base/ids.ts';
import { oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';

const TITLE = 4_000;

const connection = parsed(64, asConnectionId);
const pageId = parsed(64, parsePageId);

/** What our own pages ask of the mirror. A script in Notion's page may ask for none of it. */
export const SYNC_SHAPES = {
  'sync.pause': connection,
  'sync.resume': connection,
  'sync.now': connection,
  /** The page or database and everything in it leaves the device, and is stored no more. */
  'sync.exclude': record(
    { connection, exclusion: record({ id: pageId, title: text(TITLE), kind: oneOf('page', 'database') }, {}) },
    {},
  ),
  'sync.include': record({ connection, id: pageId }, {}),
  /** Takes away what is kept of pages that Notion shows no longer. */
  'sync.forget-lost': connection,
  /** So much of Notion may rest on the device, over all workspaces. */
  'sync.cap': record({ bytes: wholeNumber }, {}),
} as const;
