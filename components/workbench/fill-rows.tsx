import type { FillCell, FillRow, FillRun } from '../../lib/autofill/fill-run.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import { useAsk } from '../kit/handing.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';

interface FillRowsProps {
  readonly desk: WorkbenchDesk;
  readonly run: FillRun;
  readonly rows: readonly FillRow[];
}

/** Every proposed value beside what stands there, with the words that it rests on; each can be left out. */
export function FillRows({ desk, run, rows }: FillRowsProps) {
  const ask = useAsk();
  const shown = rows.filter(({ state }) => state === 'failed' || (state === 'filled' && run.what === undefined));
  if (shown.length === 0) return null;
  return (
    <ScrollTable
      label={
        run.what === 'summaries'
          ? `Pages of ${run.databaseTitle} without a summary`
          : `Proposed values for ${run.databaseTitle}`
      }
    >
      <table class="fill-rows">
        <thead>
          <tr>
            <th scope="col">{run.what === 'summaries' ? 'Page' : 'Row'}</th>
            {run.what === 'summaries' && <th scope="col">Why not</th>}
            {run.columns.map(({ name }) => (
              <th key={name} scope="col" dir="auto">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <a
                  href={row.url}
                  dir="auto"
                  onClick={(event) => {
                    event.preventDefault();
                    ask(() => desk.openPage(row.url));
                  }}
                >
                  {row.title === '' ? 'Untitled' : row.title}
                </a>
                {row.entry !== undefined && <span class="second small"> proposed</span>}
              </th>
              {row.state === 'failed' ? (
                <td colSpan={Math.max(1, run.columns.length)} class="second">
                  {row.failure === undefined ? 'Could not be read' : describeFailure(row.failure).cause}
                </td>
              ) : (
                run.columns.map(({ name }) => (
                  <td key={name}>
                    <Cell
                      row={row}
                      cell={row.cells.find(({ column }) => column === name)}
                      onTake={(taken) => ask(() => desk.takeCell(row.id, name, taken))}
                    />
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function Cell({
  row,
  cell,
  onTake,
}: {
  readonly row: FillRow;
  readonly cell: FillCell | undefined;
  readonly onTake: (taken: boolean) => void;
}) {
  if (cell === undefined) return <span class="second">No value found</span>;
  return (
    <>
      <label class="fill-cell">
        <input
          type="checkbox"
          checked={cell.taken}
          disabled={row.entry !== undefined}
          aria-label={`Take ${cell.column} of ${row.title}`}
          onChange={(event) => onTake(event.currentTarget.checked)}
        />
        <span dir="auto">
          {cell.before !== '' && (
            <>
              <del>{cell.before}</del>{' '}
            </>
          )}
          <ins>{cell.shown}</ins>
        </span>
      </label>
      <p class="second small" dir="auto">
        {cell.quote === '' ? 'Rests on no words of the page' : cell.quote}
      </p>
    </>
  );
}
