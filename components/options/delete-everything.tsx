import { useState } from 'preact/hooks';

import type { Left } from '../../lib/keeping/size.ts';
import { bytes, count } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';

/** What each store still holds, as the browser lists it: the proof that it was emptied, or what is in the way. */
export function LeftStores({ left }: { readonly left: readonly Left[] }) {
  const held = left.filter(({ rows }) => rows > 0);
  return (
    <>
      <output>
        {held.length === 0
          ? `Looked through ${count(left.length)} stores: each holds 0 rows and 0 bytes.`
          : `Looked through ${count(left.length)} stores: ${count(held.length)} hold something.`}
      </output>
      <ScrollTable label="What is left">
        <table>
          <thead>
            <tr>
              <th scope="col">Store</th>
              <th scope="col" class="number">
                Rows
              </th>
              <th scope="col" class="number">
                Size
              </th>
            </tr>
          </thead>
          <tbody>
            {left.map(({ store, rows, bytes: size }) => (
              <tr key={store}>
                <th scope="row">{store}</th>
                <td class="number">{count(rows)}</td>
                <td class="number">{bytes(size)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
      <p class="help">
        Counted just now in every store that the browser lists for this extension. The browser may keep traces of
        deleted rows in its files until it next tidies them: removing the extension takes those files away, and only
        encrypting or wiping the disk makes sure.
      </p>
    </>
  );
}

/** Looks at any time, not only after a deletion. */
export function LookButton({ onLook }: { readonly onLook: () => Promise<readonly Left[]> }) {
  const [failed, setFailed] = useState(false);
  const look = (): void => {
    setFailed(false);
    onLook().catch(() => setFailed(true));
  };
  return (
    <>
      <Button onClick={look}>Show every store</Button>
      {failed && <p role="alert">The browser did not list its stores. Try again.</p>}
    </>
  );
}
