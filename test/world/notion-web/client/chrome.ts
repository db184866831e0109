import { pathOf } from '../address.ts';
import type { Reference, Sidebar, SidebarEntry, WebRecord } from '../record.ts';
import { frame } from './frame-look.ts';
import { icon, type IconName } from './icon.ts';
import { pageIcon } from './page-icon.ts';
import { type Branch, classes, h } from './tree.ts';

const { look } = frame;

export interface ChromeState {
  readonly sidebar: Sidebar;
  readonly sidebarOpen: boolean;
  readonly site: boolean;
  /** The entries of the tree that are unfolded. */
  readonly unfolded: ReadonlySet<string>;
  readonly record: WebRecord | undefined;
}

/** The bar over the page. Its breadcrumb carries block ids too, as in Notion: they are not blocks of the page. */
export function topbarTree(state: ChromeState): Branch {
  const { record } = state;
  return h(
    'div',
    { class: classes('notion-topbar', look('topbar')) },
    !state.sidebarOpen && !state.site && iconButton('menu', 'Open sidebar', { 'data-do': 'sidebar' }),
    h(
      'div',
      { class: classes('notranslate shadow-cursor-breadcrumb', look('crumbs')) },
      ...(record === undefined ? [] : crumbs([...record.crumbs, { ...record, kind: record.kind }])),
    ),
    h('div', { class: look('spring') }),
    state.site
      ? h(
          'div',
          { class: classes('notion-topbar-action-buttons', look('actions')) },
          iconButton('search', 'Search', { 'data-do': 'search' }),
          iconButton('more', 'Actions'),
        )
      : h(
          'div',
          { class: classes('notion-topbar-action-buttons', look('actions')) },
          record !== undefined && h('div', { class: look('quiet') }, editedOn(record.lastEditedTime)),
          h(
            'div',
            {
              role: 'button',
              tabindex: 0,
              'aria-label': 'Share',
              class: classes('notion-topbar-share-menu', look('textButton')),
            },
            'Share',
          ),
          iconButton('chat', 'Comments'),
          iconButton('star', 'Favorite'),
          iconButton('more', 'Actions', { class: 'notion-topbar-more-button' }),
        ),
  );
}

function crumbs(path: readonly Reference[]): readonly Branch[] {
  return path.flatMap((reference, index) => {
    const item = h(
      'div',
      {
        class: classes(
          'notion-selectable',
          reference.kind === 'database' ? 'notion-collection_view_page-block' : 'notion-page-block',
          look('crumb'),
        ),
        'data-block-id': reference.id,
      },
      h(
        'a',
        { href: pathOf(reference), class: look('crumbLink') },
        pageIcon(reference.icon, reference.kind === 'database' ? 'database' : 'page', 18),
        h('div', { class: classes('notranslate', look('clip')) }, reference.title || 'Untitled'),
      ),
    );
    return index === 0 ? [item] : [h('span', { class: look('slash') }, '/'), item];
  });
}

function editedOn(iso: string): string {
  const day = new Date(iso);
  if (Number.isNaN(day.getTime())) return '';
  return `Edited ${day.toLocaleDateString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' })}`;
}

/** A button that shows an icon and says its name. */
export function iconButton(name: IconName, label: string, more: Readonly<Record<string, string>> = {}): Branch {
  return h(
    'div',
    { role: 'button', tabindex: 0, 'aria-label': label, ...more, class: classes(more['class'], look('iconButton')) },
    icon(name, 20),
  );
}

/** The tree of pages. It stands first in the document, with a scroller of its own. */
export function sidebarTree(state: ChromeState): Branch {
  return h(
    'nav',
    { class: classes('notion-sidebar-container', look('sidebar')), 'aria-label': 'Sidebar' },
    h(
      'div',
      { class: classes('notion-sidebar-switcher', look('switcher')) },
      h('span', { class: look('badge'), 'aria-hidden': 'true' }, state.sidebar.workspace.slice(0, 1)),
      h('span', { class: look('grow') }, state.sidebar.workspace),
      iconButton('collapse', 'Close sidebar', { 'data-do': 'sidebar' }),
    ),
    h(
      'div',
      { class: look('places') },
      h(
        'div',
        { role: 'button', tabindex: 0, 'data-do': 'search', class: look('place') },
        icon('search', 18),
        'Search',
      ),
      h('a', { href: '/', class: look('place') }, icon('home', 18), 'Home'),
      h('a', { href: '/ai', class: look('place') }, icon('spark', 18), 'Notion AI'),
      h('div', { role: 'button', tabindex: 0, class: look('place') }, icon('inbox', 18), 'Inbox'),
    ),
    h(
      'div',
      { class: classes('notion-scroller vertical', look('tree')) },
      h('div', { class: look('section') }, 'Teamspaces'),
      h(
        'div',
        { role: 'tree', 'aria-label': 'Teamspaces' },
        ...state.sidebar.entries.flatMap((entry) => entryTrees(state, entry, 1)),
      ),
    ),
  );
}

function entryTrees(state: ChromeState, entry: SidebarEntry, level: number): readonly Branch[] {
  const open = state.unfolded.has(entry.id);
  const here = state.record?.id === entry.id;
  const item = h(
    'div',
    {
      role: 'treeitem',
      'aria-level': level,
      'aria-selected': String(here),
      ...(entry.children.length > 0 && { 'aria-expanded': String(open) }),
      class: classes(look('leaf'), here && look('leafOpen')),
      style: `padding-inline-start:${level * 12 - 8}px`,
    },
    entry.children.length > 0
      ? h(
          'div',
          {
            role: 'button',
            tabindex: 0,
            'aria-label': open ? 'Close' : 'Open',
            'data-do': 'unfold',
            'data-entry': entry.id,
            class: look('twisty'),
          },
          h('span', { style: open ? 'display:flex;transform:rotate(90deg)' : 'display:flex' }, icon('twisty', 16)),
        )
      : h('span', { style: 'width:22px;flex:none' }),
    h(
      'a',
      { href: pathOf(entry), class: look('leafLink'), tabindex: here ? 0 : -1 },
      pageIcon(entry.icon, entry.kind === 'database' ? 'database' : 'page', 18),
      h('span', { class: look('grow') }, entry.title || 'Untitled'),
    ),
  );
  return open ? [item, ...entry.children.flatMap((child) => entryTrees(state, child, level + 1))] : [item];
}
