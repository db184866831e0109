import { pathOf } from '../address.ts';
import type { DatabaseRecord, Row, View } from '../record.ts';
import { briefCell, cellTree, statusTree } from './cell-tree.ts';
import { databases } from './database-look.ts';
import { icon, type IconName } from './icon.ts';
import { pageIcon } from './page-icon.ts';
import { type Branch, classes, h } from './tree.ts';

const { look } = databases;

/** A view renders this many rows, and as many again for each "Load more". */
export const ROWS_AT_ONCE = 50;
const ROWS_INLINE = 10;

/** A database between the blocks of a page: its title, its tabs and the first rows of a view. */
export function inlineDatabase(database: DatabaseRecord, viewId?: string): readonly Branch[] {
  const href = pathOf(database);
  return [
    h('a', { href, class: look('inlineTitle') }, database.title),
    tabs(database, viewOf(database, viewId)),
    body(database, viewOf(database, viewId), ROWS_INLINE, (left) =>
      h('a', { href, class: look('more') }, `${left} more`),
    ),
  ];
}

/** The tabs and the chosen view of a full-page database. The first view is chosen when `viewId` names none. */
export function databaseBody(database: DatabaseRecord, viewId: string | undefined, most: number): readonly Branch[] {
  const more = (left: number) =>
    h(
      'div',
      { role: 'button', tabindex: 0, 'data-do': 'more-rows', class: look('more') },
      `Load ${Math.min(left, ROWS_AT_ONCE)} more`,
    );
  return [tabs(database, viewOf(database, viewId)), body(database, viewOf(database, viewId), most, more)];
}

function viewOf(database: DatabaseRecord, viewId: string | undefined): View | undefined {
  return database.views.find((each) => each.id === viewId) ?? database.views[0];
}

function tabs(database: DatabaseRecord, open: View | undefined): Branch {
  return h(
    'div',
    { class: look('head') },
    h(
      'div',
      { role: 'tablist', class: look('tabs') },
      ...database.views.map((each) => tab(database, each, each === open)),
    ),
    h('div', { class: look('spring') }),
    h('div', { role: 'button', tabindex: 0, 'aria-label': 'New page', class: look('new') }, 'New'),
  );
}

function body(database: DatabaseRecord, view: View | undefined, most: number, more: (left: number) => Branch): Branch {
  const shown = database.rows.slice(0, most);
  const left = database.rows.length - shown.length;
  return h(
    'div',
    { class: classes('notion-scroller notion-collection-view-body', look('body')) },
    view !== undefined && viewTree(database, view, shown),
    left > 0 && more(left),
  );
}

function tab(database: DatabaseRecord, view: View, open: boolean): Branch {
  return h(
    'div',
    { class: 'notion-collection-view-tab-button' },
    h(
      'div',
      {
        role: 'tab',
        tabindex: 0,
        'aria-selected': String(open),
        'data-do': 'view',
        'data-database': database.id,
        'data-view': view.id,
        class: classes(look('tab'), open && look('tabOpen')),
      },
      icon(view.type, 16),
      view.name,
    ),
  );
}

function viewTree(database: DatabaseRecord, view: View, rows: readonly Row[]): Branch {
  switch (view.type) {
    case 'table':
      return tableView(database, rows);
    case 'board':
      return boardView(view, rows, database.rows);
    case 'list':
      return listView(rows);
  }
}

const COLUMN_ICONS: Readonly<Record<string, IconName>> = {
  relation: 'link',
  rollup: 'search',
  people: 'people',
  date: 'calendar',
  created_time: 'calendar',
  last_edited_time: 'calendar',
  checkbox: 'check',
  status: 'spark',
  select: 'target',
  multi_select: 'list',
  url: 'link',
  email: 'inbox',
  number: 'chart',
  formula: 'tool',
};

/** The icon of a kind of property. */
export function columnIcon(type: string): Branch {
  return icon(COLUMN_ICONS[type] ?? 'menu', 16);
}

function rowShell(row: Row, peek: 'side' | 'center', dress: string, ...children: readonly Branch[]): Branch {
  return h(
    'div',
    {
      'data-block-id': row.id,
      'data-do': 'open-row',
      'data-peek': peek,
      class: classes('notion-selectable notion-page-block notion-collection-item', dress),
    },
    ...children,
  );
}

function tableView(database: DatabaseRecord, rows: readonly Row[]): Branch {
  return h(
    'div',
    { class: classes('notion-table-view', look('table')) },
    h(
      'div',
      { class: classes('notion-table-view-header-row', look('line')) },
      h('div', { class: look('titleName') }, icon('menu', 16), database.titleName),
      ...database.columns.map((column) =>
        h(
          'div',
          { class: classes('notion-table-view-header-cell', look('columnName')) },
          columnIcon(column.type),
          column.name,
        ),
      ),
    ),
    ...rows.map((row) =>
      rowShell(
        row,
        'side',
        look('line'),
        h(
          'div',
          { class: classes('notion-table-view-cell', look('titleCell')), 'data-col-index': 0 },
          pageIcon(row.icon, 'page', 18),
          h('span', { class: look('title'), dir: 'auto' }, row.title || 'Untitled'),
        ),
        ...row.cells.map((cell, index) =>
          h(
            'div',
            {
              class: classes('notion-table-view-cell', look('cell'), cell.type === 'number' && look('number')),
              'data-col-index': index + 1,
            },
            cellTree(cell),
          ),
        ),
      ),
    ),
  );
}

function boardView(view: View, shown: readonly Row[], all: readonly Row[]): Branch {
  const column = view.groupBy ?? 0;
  const groupOf = (row: Row) => {
    const cell = row.cells[column];
    return cell?.type === 'status' ? cell.tag.name : undefined;
  };
  return h(
    'div',
    { class: classes('notion-board-view', look('board')) },
    ...(view.groups ?? []).map((group) => {
      const members = shown.filter((row) => groupOf(row) === group.name);
      const count = all.filter((row) => groupOf(row) === group.name).length;
      return h(
        'div',
        { class: classes('notion-board-group', look('group')) },
        h('div', { class: look('groupHead') }, statusTree(group), String(count)),
        ...members.map((row) =>
          rowShell(
            row,
            'side',
            look('boardCard'),
            h(
              'div',
              { class: look('cardTitle') },
              pageIcon(row.icon, 'page', 18),
              h('span', { dir: 'auto' }, row.title || 'Untitled'),
            ),
            ...row.cells
              .filter((_, index) => index !== column)
              .flatMap(briefCell)
              .slice(0, 3)
              .map((cell) => h('div', {}, cell)),
          ),
        ),
      );
    }),
  );
}

function listView(rows: readonly Row[]): Branch {
  return h(
    'div',
    { class: classes('notion-list-view', look('list')) },
    ...rows.map((row) =>
      rowShell(
        row,
        'center',
        look('listRow'),
        pageIcon(row.icon, 'page', 18),
        h('span', { class: look('title'), dir: 'auto' }, row.title || 'Untitled'),
        h(
          'div',
          { class: look('listSide') },
          ...row.cells
            .filter((cell) => cell.type === 'status' || cell.type === 'tags' || cell.type === 'text')
            .flatMap(briefCell)
            .slice(0, 2),
        ),
      ),
    ),
  );
}
