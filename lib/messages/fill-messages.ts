import { asApprovalId, asConnectionId, parsePageId } from '../base/ids.ts';
import { flag, listOf, oneOf, parsed, record, text } from '../base/shape.ts';
import { FILL_TYPES } from '../autofill/fill-column.ts';

const ID = 64;
/** Id of a run and of a page. */
const ROW_ID = 160;
const NAME = 2_000;
const WISH = 2_000;
/** More columns and options than a database has. */
const MOST = 500;

const runId = text(ID);
const columns = listOf(
  record(
    { name: text(NAME), type: oneOf(...FILL_TYPES) },
    { options: listOf(text(NAME), MOST), wish: text(WISH), stamp: flag },
  ),
  MOST,
);

/** What the workbench asks about Autofill. A script in Notion's page may ask for none of it. */
export const FILL_SHAPES = {
  /** Keeps columns filled: a schedule begins it. */
  'fill.keep': record(
    {
      connection: parsed(ID, asConnectionId),
      database: parsed(ID, parsePageId),
      databaseTitle: text(NAME),
      columns,
      by: oneOf('model', 'batch'),
    },
    { approval: parsed(ID, asApprovalId) },
  ),
  'fill.unkeep': runId,
  /** The columns of a database that can be filled, as they are now. */
  'fill.columns': record({ connection: parsed(ID, asConnectionId), database: parsed(ID, parsePageId) }, {}),
  'fill.start': record(
    {
      connection: parsed(ID, asConnectionId),
      database: parsed(ID, parsePageId),
      databaseTitle: text(NAME),
      columns,
      over: oneOf('empty', 'all'),
      by: oneOf('model', 'batch', 'rules'),
    },
    { what: oneOf('summaries') },
  ),
  'fill.pause': runId,
  'fill.resume': runId,
  'fill.cancel': runId,
  'fill.take': record({ row: text(ROW_ID), column: text(NAME), taken: flag }, {}),
  'fill.propose': runId,
} as const;
