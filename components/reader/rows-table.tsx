import { useMemo, useState } from 'preact/hooks';

import type { ReaderRow } from '../../lib/messages/reader-desk.ts';
import { count, counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { columnsOf, propertyOf, sorted } from './database-rows.ts';
import type { Sorting } from './database-rows.ts';
import { PageLink, Words } from './links.tsx';
import { usePrinting } from './use-printing.ts';

const AT_FIRST = 100;

/** A database as a table: a row a page, its columns sortable. */
export function RowsTable({
  rows,
  known,
  title,
}: {
  readonly rows: readonly ReaderRow[];
  /** Rows that there are, read or not. */
  readonly known: number;
  readonly title: string;
}) {
  const [sorting, setSorting] = useState<Sorting>();
  const [most, setMost] = useState(AT_FIRST);
  const printing = usePrinting();
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const ordered = useMemo(() => (sorting === undefined ? rows : sorted(rows, sorting)), [rows, sorting]);
  const shown = printing ? ordered : ordered.slice(0, most);
  const sortBy = (by: string | undefined): void =>
    setSorting({ by, down: sorting !== undefined && sorting.by === by && !sorting.down });
  const here = rows.filter((row) => row.here).length;
  const head = (by: string | undefined, words: string) => (
    <th key={by ?? ''} scope="col" aria-sort={sortWords(sorting, by)}>
      <button type="button" class="sort" dir="auto" onClick={() => sortBy(by)}>
        {words}
        <span aria-hidden="true">{arrow(sorting, by)}</span>
      </button>
    </th>
  );
  return (
    <section class="rows" aria-label="Rows">
      <p class="second small">
        {counted(known, 'row')}
        {here < known && `, ${count(here)} of them on this device`}
      </p>
      <ScrollTable label={title}>
        <table dir="auto">
          <thead>
            <tr>
              {head(undefined, 'Title')}
              {columns.map((name) => head(name, name))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <div class="cell">
                    <PageLink id={row.id} title={row.title} />
                  </div>
                </th>
                {columns.map((name) => (
                  <td key={name} dir="auto">
                    <div class="cell">
                      <Words text={propertyOf(row, name)?.text ?? ''} />
                    </div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      {shown.length < ordered.length && (
        <p class="more">
          <Button onClick={() => setMost(most + AT_FIRST * 5)}>
            Show {count(Math.min(AT_FIRST * 5, ordered.length - shown.length))} more
          </Button>
        </p>
      )}
    </section>
  );
}

function sortWords(sorting: Sorting | undefined, by: string | undefined): 'ascending' | 'descending' | undefined {
  if (sorting === undefined || sorting.by !== by) return undefined;
  return sorting.down ? 'descending' : 'ascending';
}

function arrow(sorting: Sorting | undefined, by: string | undefined): string {
  if (sorting === undefined || sorting.by !== by) return '';
  return sorting.down ? ' ↓' : ' ↑';
}
