import { isRemovable } from '../../lib/keeping/removal.ts';
import type { Removable } from '../../lib/keeping/removal.ts';
import type { KindSize } from '../../lib/keeping/size.ts';
import { Button } from '../kit/button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { KIND_WORDS, rowWords, sizeWords } from './kind-words.ts';

/** What is stored, kind by kind, each with the way to let it go. */
export function StoredKinds({
  sizes,
  onRemove,
}: {
  readonly sizes: readonly KindSize[];
  readonly onRemove: (what: Removable) => void;
}) {
  return (
    <ScrollTable label="Stored on this device">
      <table>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col" class="number">
              Rows
            </th>
            <th scope="col" class="number">
              Size
            </th>
            <th scope="col">
              <span class="unseen">Delete</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sizes.map((size) => {
            const { kind, rows } = size;
            const { name, holds } = KIND_WORDS[kind];
            return (
              <tr key={kind}>
                <th scope="row">
                  {name}
                  {holds !== undefined && <span class="second small holds">{holds}</span>}
                </th>
                <td class="number">{rowWords(size)}</td>
                <td class="number">{sizeWords(size)}</td>
                <td>
                  {isRemovable(kind) && rows > 0 && (
                    <Button tone="quiet" label={`Delete ${name}`} onClick={() => onRemove(kind)}>
                      Delete
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollTable>
  );
}
