import type { PageId } from '../../base/ids.ts';
import type { Json } from '../../mirror/notion-json.ts';
import type { QueriedRow, QueriedRows, Query, QueryCursor } from '../../mirror/notion-reader.ts';
import * as records from './read-records.ts';

/** The body of one request of a query. */
export function queryBody({ filter, sorts, cursor }: Query): Record<string, unknown> {
  const from: Json[] =
    cursor?.from === undefined ? [] : [{ timestamp: 'created_time', created_time: { on_or_after: cursor.from } }];
  const and = [...(filter === undefined ? [] : [filter]), ...from];
  const [only] = and;
  return {
    page_size: 100,
    ...(cursor?.at !== undefined && { start_cursor: cursor.at }),
    ...(only !== undefined && { filter: and.length === 1 ? only : { and } }),
    // Oldest first, so that a list that ends at the limit leads to the next one.
    sorts: sorts ?? [{ timestamp: 'created_time', direction: 'ascending' }],
  };
}

/**
 * What a request of a query gave, and where it goes on. Past 10,000 rows the next window begins at the minute of the
 * last row, as times are no finer; rows that were given of that minute are passed over. A minute with 10,000 rows of its
 * own cannot be passed, nor can an order that is not by time.
 */
export function readQuery(list: unknown, { sorts, cursor }: Query): QueriedRows {
  const found = records.readQueriedRows(list);
  const known = new Set(cursor?.given);
  const rows = found.filter(({ id }) => !known.has(id));
  const at = records.cursorOf(list);
  const lastMinute = createdAs(found.at(-1));
  // Kept along the window, because the last minute may begin in an earlier request.
  const given = sorts === undefined ? givenOf(found, lastMinute, cursor) : {};
  if (at !== undefined) return { rows, cursor: { ...cursor, at, ...given } };
  if (!records.isCut(list)) return { rows };
  const stands = lastMinute === undefined || lastMinute === cursor?.from;
  if (sorts !== undefined || stands) return { rows, cut: true };
  return { rows, cursor: { from: lastMinute, ...given } };
}

function createdAs(row: QueriedRow | undefined): string | undefined {
  return row?.createdAt === undefined ? undefined : new Date(row.createdAt).toISOString();
}

/** Rows of the minute in which the list stands now, this request's and those before it. */
function givenOf(
  found: readonly QueriedRow[],
  minute: string | undefined,
  cursor: QueryCursor | undefined,
): { readonly given?: readonly PageId[] } {
  const here = found.filter((row) => createdAs(row) === minute).map(({ id }) => id);
  const before = here.length === found.length ? (cursor?.given ?? []) : [];
  return here.length === 0 ? {} : { given: [...new Set([...before, ...here])] };
}
