import { parseBlockId } from '../../base/ids.ts';
import { pageUrl } from '../../mirror/address.ts';
import { parsePageId } from '../../base/ids.ts';
import type { Block } from '../../text/block.ts';
import { CELL, HEADER_CELL, ROW_ITEM } from './selectors.ts';
import { readPieces, readText } from './read-text.ts';

/** The rendered rows of a database, in any of its views. */
export function readRows(root: Element, depth: number): readonly Block[] {
  const headers = [...root.querySelectorAll(HEADER_CELL)].map(readText);
  return [...root.querySelectorAll(ROW_ITEM)].flatMap((item): readonly Block[] => {
    const text = rowText(item, headers);
    const id = item.getAttribute('data-block-id') ?? '';
    const pageId = parsePageId(id);
    const blockId = parseBlockId(id);
    if (text === '') return [];
    return [
      {
        kind: 'row',
        depth,
        text,
        ...(blockId !== undefined && { id: blockId }),
        ...(pageId !== undefined && { url: pageUrl(pageId) }),
      },
    ];
  });
}

/** `Title | Status: Done | Due: 3 Dec 2026`; cards show their values without names. */
function rowText(item: Element, headers: readonly string[]): string {
  const cells = [...item.querySelectorAll(CELL)];
  if (cells.length === 0) return readPieces(item).join(' | ');
  // The column of titles has a header of its own form in some versions.
  const unnamed = Math.max(0, cells.length - headers.length);
  const values = cells.map((cell, at) => {
    const value = readCell(cell);
    const name = at === 0 ? undefined : headers[at - unnamed];
    return value === '' || name === undefined ? value : `${name}: ${value}`;
  });
  return values.filter((value) => value !== '').join(' | ');
}

function readCell(cell: Element): string {
  const box = cell.querySelector('input[type="checkbox"]');
  if (box !== null) return box.matches(':checked') || box.hasAttribute('checked') ? 'Yes' : 'No';
  return readPieces(cell).join(', ');
}
