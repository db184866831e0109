import { pathOf } from '../address.ts';
import type { Hit } from '../record.ts';
import { iconButton } from './chrome.ts';
import { frame } from './frame-look.ts';
import { chatBody } from './page.ts';
import { icon } from './icon.ts';
import { pageIcon } from './page-icon.ts';
import { type Branch, classes, h } from './tree.ts';

const { look } = frame;

/** An open peek around its scroller: beside the page, or over it. */
export function peekTree(mode: 'side' | 'center', href: string): Branch {
  const bar = h(
    'div',
    { class: look('peekBar') },
    iconButton('unpeek', 'Close', { 'data-do': 'close-peek' }),
    h('a', { href, 'aria-label': 'Open as full page', class: look('iconButton') }, icon('expand', 18)),
    h('div', { class: look('spring') }),
    h('div', { role: 'button', tabindex: 0, class: look('textButton') }, 'Share'),
    iconButton('more', 'Actions'),
  );
  const scroller = h('div', { class: classes('notion-scroller vertical', look('scroller')) });
  return mode === 'side'
    ? h(
        'div',
        { class: classes('notion-peek-renderer', look('side')), role: 'region', 'aria-label': 'Side peek' },
        bar,
        scroller,
      )
    : h(
        'div',
        { class: look('mask'), 'data-do': 'close-peek' },
        h('div', { class: look('centre'), role: 'dialog', 'aria-label': 'Center peek' }, bar, scroller),
      );
}

/** The search dialog, without its results. */
export function searchTree(workspace: string): Branch {
  return h(
    'div',
    { class: look('mask'), 'data-do': 'close-search' },
    h(
      'div',
      { class: classes('notion-dialog', look('dialog')), role: 'dialog', 'aria-label': 'Search' },
      h(
        'div',
        { class: look('searchField') },
        icon('search', 20),
        h('input', {
          type: 'text',
          class: look('searchInput'),
          placeholder: `Search or ask a question in ${workspace}…`,
          'aria-label': 'Search',
        }),
      ),
      h('div', { class: classes('notion-scroller', look('hits')), role: 'listbox', 'aria-label': 'Results' }),
    ),
  );
}

/** The results of a search, as links. */
export function hitTrees(hits: readonly Hit[]): readonly Branch[] {
  return hits.map((hit) =>
    h(
      'a',
      { href: pathOf(hit), role: 'option', class: look('hit') },
      pageIcon(hit.icon, hit.kind === 'database' ? 'database' : 'page', 18),
      h('span', { class: look('grow'), dir: 'auto' }, hit.title || 'Untitled'),
      h('span', { class: look('hitPath') }, hit.path),
    ),
  );
}

const COMMANDS = ['Text', 'Heading 1', 'Heading 2', 'Bulleted list', 'To-do list', 'Table', 'Callout'];

/** The menu that `/` opens in a block. */
export function slashMenuTree(left: number, top: number): Branch {
  return h(
    'div',
    {
      role: 'menu',
      'aria-label': 'Insert a block',
      class: look('menu'),
      style: `left:${Math.round(left)}px;top:${Math.round(top)}px`,
    },
    ...COMMANDS.map((name) => h('div', { role: 'menuitem', class: look('menuItem') }, name)),
  );
}

/** Notion's own chat beside the page. */
export function chatSidebarTree(): Branch {
  const bar = h('div', { class: look('peekBar') }, iconButton('unpeek', 'Close AI chat', { 'data-do': 'chat' }));
  const scroller = h('div', { class: classes('notion-scroller vertical', look('scroller')) }, chatBody());
  return h('aside', { class: classes('chat_sidebar', look('chat')), 'aria-label': 'Notion AI' }, bar, scroller);
}

/** Notion's own assistant, in the corner. */
export function aiButtonTree(): Branch {
  return h(
    'div',
    {
      role: 'button',
      tabindex: 0,
      'aria-label': 'Open Notion AI',
      'data-do': 'chat',
      class: classes('notion-ai-button', look('aiButton')),
    },
    icon('spark', 22),
  );
}
