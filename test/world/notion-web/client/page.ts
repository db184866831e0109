import type { DatabaseRecord, PageRecord, WebRecord } from '../record.ts';
import { cellTree } from './cell-tree.ts';
import { columnIcon, databaseBody } from './database.ts';
import { frame } from './frame-look.ts';
import { icon } from './icon.ts';
import { pageIcon } from './page-icon.ts';
import { type Branch, classes, h } from './tree.ts';

const { look } = frame;

export type Stage = 'main' | 'side' | 'center';

export interface PageState {
  readonly stage: Stage;
  /** A published site: nothing can be typed. */
  readonly site: boolean;
  readonly viewId: string | undefined;
  readonly mostRows: number;
}

const LAYOUTS: Readonly<Record<Stage, string>> = {
  main: 'layout layout-page',
  side: 'layout layout-side-peek',
  center: 'layout layout-center-peek',
};

/** A page or a full-page database without its blocks; these are added to `.notion-page-content` as they come into view. */
export function layoutTree(record: WebRecord, state: PageState): Branch {
  if (record.kind === 'database') return databaseLayout(record, state);
  const padding = look('layoutBlock', state.stage === 'main' ? 'padding' : 'peekPadding');
  return h(
    'div',
    { class: classes(LAYOUTS[state.stage], look('layout')) },
    h(
      'div',
      { class: classes('layout-content', padding) },
      ...head(record),
      h('div', { class: 'notion-selectable notion-page-block', 'data-block-id': record.id }, title(record, state)),
    ),
    record.properties.length > 0 && h('div', { class: classes('layout-content', padding) }, properties(record)),
    h(
      'div',
      { class: classes('layout-content layout-editor', padding) },
      h('div', { class: classes('notion-page-content', look('content')) }),
    ),
    !state.site &&
      h('div', { role: 'button', tabindex: 0, 'aria-label': 'Click to add below', class: look('addBelow') }),
  );
}

function head(record: WebRecord): readonly Branch[] {
  const cover = h('div', { class: look('cover') });
  const controls = h('div', { class: classes('notion-page-controls', look('controls')) });
  if (record.icon === undefined) return [cover, controls];
  return [
    cover,
    h(
      'div',
      { class: look('pageIcon'), contenteditable: 'false', 'data-content-editable-void': 'true' },
      pageIcon(record.icon, 'page', 72),
    ),
  ];
}

function title(record: WebRecord, state: PageState, dress: 'title' | 'titleSmall' = 'title'): Branch {
  const shared = {
    placeholder: 'New page',
    dir: 'auto',
    class: classes('content-editable-leaf-rtl notranslate', look(dress)),
  };
  return state.site
    ? h('h1', { ...shared, 'data-content-editable-leaf': 'true' }, record.title)
    : h(
        'h1',
        {
          ...shared,
          role: 'textbox',
          'aria-roledescription': 'page title',
          'aria-multiline': 'true',
          contenteditable: 'true',
          spellcheck: 'true',
        },
        record.title,
      );
}

function properties(record: PageRecord): Branch {
  return h(
    'div',
    { role: 'table', 'aria-label': 'Page properties', class: look('properties') },
    ...record.properties.map(({ column, cell }) =>
      h(
        'div',
        { role: 'row', class: look('property') },
        h('div', { role: 'cell', class: look('propertyName') }, columnIcon(column.type), column.name),
        h(
          'div',
          { role: 'cell', 'data-testid': 'property-value', class: look('propertyValue') },
          cell.type === 'empty' ? h('span', { class: look('empty') }, 'Empty') : cellTree(cell),
        ),
      ),
    ),
  );
}

function databaseLayout(database: DatabaseRecord, state: PageState): Branch {
  return h(
    'div',
    { class: classes(LAYOUTS[state.stage], 'layout-full', look('layout')) },
    h(
      'div',
      { class: classes('layout-content', look('layoutFull')) },
      ...head(database),
      h(
        'div',
        { class: 'notion-selectable notion-collection_view_page-block', 'data-block-id': database.id },
        title(database, state, 'titleSmall'),
      ),
    ),
    h(
      'div',
      {
        class: classes('layout-full', look('layoutFull')),
        contenteditable: 'false',
        'data-content-editable-void': 'true',
      },
      ...databaseBody(database, state.viewId, state.mostRows),
    ),
  );
}

/** What stands in the frame when the page does not exist, or cannot be had. */
export function messageTree(title: string, advice: string): Branch {
  return h(
    'div',
    { class: classes('layout', look('layout')) },
    h(
      'div',
      { class: look('middle'), role: 'alert' },
      icon('info', 32),
      h('div', { class: look('middleTitle') }, title),
      h('div', {}, advice),
    ),
  );
}

/** The page of Notion's own AI. */
export function chatTree(): Branch {
  return h('div', { class: classes('layout layout-chat', look('layout')) }, chatBody());
}

/** The greeting and the field of Notion's own AI. */
export function chatBody(): Branch {
  const label = 'Ask, search, or make anything';
  return h(
    'div',
    { class: look('middle') },
    icon('spark', 32),
    h('div', { class: look('middleTitle') }, 'How can I help you today?'),
    h('div', {
      role: 'textbox',
      contenteditable: 'true',
      'aria-label': label,
      placeholder: `${label}…`,
      'data-content-editable-leaf': 'true',
      class: look('ask'),
    }),
  );
}
