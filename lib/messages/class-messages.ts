import { asConnectionId, parsePageId } from '../base/ids.ts';
import { either, listOf, oneOf, parsed, record, text } from '../base/shape.ts';

const ID = 64;
const TITLE = 4_000;
const ROUTE = 500;

const pageId = parsed(ID, parsePageId);
const connection = parsed(ID, asConnectionId);
const dataClass = oneOf('public', 'internal', 'restricted');

/** What our own pages say about who may see what. A script in Notion's page may say none of it. */
export const CLASS_SHAPES = {
  /** The class of a place, with everything in it. */
  'class.say': either(
    record({ of: oneOf('page', 'database'), id: pageId, title: text(TITLE), dataClass }, { connection }),
    record({ of: oneOf('workspace'), id: connection, title: text(TITLE), dataClass }, {}),
  ),
  /** The place is again what is around it. */
  'class.unsay': either(pageId, connection),
  /** Which classes a provider, or one model as `provider/model`, may be sent. */
  'class.sight': record({ of: text(ROUTE), classes: listOf(dataClass, 3) }, {}),
} as const;
