import { useState } from 'preact/hooks';

import { Button } from '../kit/button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { Words } from './links.tsx';
import type { BlockPiece } from './pieces.ts';
import { blockAnchor } from './spot.ts';
import { usePrinting } from './use-printing.ts';

/** Rows shown at first; more come by a button, so that a table of thousands opens at once. */
const AT_FIRST = 200;

/** A simple table of a page. Its rows are text with bars between the cells. */
export function CellTable({ rows, hasHead }: { readonly rows: readonly BlockPiece[]; readonly hasHead: boolean }) {
  const [most, setMost] = useState(AT_FIRST);
  const printing = usePrinting();
  const [head, ...rest] = rows;
  const body = hasHead ? rest : rows;
  const shown = printing ? body : body.slice(0, most);
  return (
    <>
      <ScrollTable label="Table">
        <table dir="auto">
          {hasHead && head && (
            <thead>
              <tr id={blockAnchor(head.at)}>
                {cellsOf(head).map((cell, column) => (
                  <th key={column} scope="col" dir="auto">
                    <Words text={cell} mentions={head.block.mentions} />
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {shown.map((row) => (
              <tr key={row.at} id={blockAnchor(row.at)}>
                {cellsOf(row).map((cell, column) => (
                  <td key={column} dir="auto">
                    <Words text={cell} mentions={row.block.mentions} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      {shown.length < body.length && (
        <p>
          <Button onClick={() => setMost(most * 4)}>Show more of {body.length} rows</Button>
        </p>
      )}
    </>
  );
}

const cellsOf = ({ block }: BlockPiece): readonly string[] => block.text.split(' | ');
