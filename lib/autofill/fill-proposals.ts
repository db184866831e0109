import { asOutboxId } from '../base/ids.ts';
import type { Proposal } from '../outbox/proposal.ts';
import type { PropertyValues } from '../outbox/property-value.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { FillRow, FillRun } from './fill-run.ts';
import { overwrites } from './kept-fill.ts';

/** The change of one row: the cells that were taken, and nothing where none was, or where it was proposed before. */
export function proposalOf(run: FillRun, row: FillRow): Proposal | undefined {
  const taken = row.cells.filter((cell) => cell.taken);
  if (taken.length === 0 || row.entry !== undefined || row.state !== 'filled') return undefined;
  const values: PropertyValues = Object.fromEntries(taken.map(({ column, value }) => [column, value]));
  return {
    // A life of the worker that ends between the outbox and the row proposes the same entry again.
    id: asOutboxId(fingerprint('fill', row.id)),
    connection: run.connection,
    target: row.page,
    targetTitle: row.title,
    targetUrl: row.url,
    // Leave is for what is kept up to date, and never for what a person has written there.
    ...(run.kept === undefined ? {} : { rowOf: run.database }),
    ...(overwrites(row) ? { personOnly: true as const } : {}),
    operation: { kind: 'set-properties', page: row.page, values },
    origin: {
      label: 'Autofill',
      batch: `autofill ${run.id}`,
      sources: [{ title: row.title, url: row.url }],
      // What is written stands in the page itself: a cell whose address was not read is taken by the person alone.
      addresses: taken.flatMap(({ value }) => (value.type === 'url' && value.text !== null ? [value.text] : [])),
      ...(row.answeredBy === undefined ? {} : { model: row.answeredBy }),
    },
  };
}
