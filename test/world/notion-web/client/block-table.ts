import type { WorldBlock } from '../../model.ts';
import { blocks } from './block-look.ts';
import { type Scene, shell } from './block-shell.ts';
import { textTrees } from './text.ts';
import { type Branch, classes, h } from './tree.ts';

const { look } = blocks;

/** A simple table. Its rows are blocks too and carry their ids. */
export function table(scene: Scene, block: WorldBlock): Branch {
  const rows = block.children.map((row, place) => {
    const width = row.cells?.length ?? 0;
    const isHeaderRow = block.headerRow === true && place === 0;
    const headers = Array.from(
      { length: width },
      (_, column) => isHeaderRow || (block.headerColumn === true && column === 0),
    );
    return tableRow(scene, row, headers);
  });
  const content = h('table', { class: classes('notion-simple-table', look('table')) }, h('tbody', {}, ...rows));
  return shell(
    block,
    'block',
    h(
      'div',
      { class: classes('notion-scroller horizontal', look('tableScroll')) },
      h('div', { class: 'notion-table-content' }, content),
    ),
  );
}

/** One row; `headers` says of each cell whether it heads its row or column. */
export function tableRow(scene: Scene, row: WorldBlock, headers: readonly boolean[]): Branch {
  const cells = (row.cells ?? []).map((cell, column) => {
    const text = h(
      'div',
      {
        class: classes('notion-table-cell-text', look('cellText')),
        'data-content-editable-leaf': 'true',
        spellcheck: 'true',
        placeholder: ' ',
        dir: 'auto',
      },
      ...textTrees(cell, scene.record.references),
    );
    return h('td', { class: classes('notion-table-cell', look('td'), headers[column] === true && look('th')) }, text);
  });
  return h('tr', { class: 'notion-table-row', 'data-block-id': row.id }, ...cells);
}
