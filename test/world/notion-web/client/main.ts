import { withPeek } from '../address.ts';
import { App } from './app.ts';
import { onChanges } from './desk.ts';
import { DomLock } from './dom-lock.ts';
import { listenToKeys } from './key-log.ts';
import { slashMenuTree } from './overlay.ts';
import { openSearch } from './search-dialog.ts';
import { ThemeSwitch } from './theme.ts';
import { plant } from './tree.ts';
import { letType } from './typing.ts';
import { frame } from './frame-look.ts';
import { classes, h } from './tree.ts';

const root = document.querySelector('#notion-app');
if (root === null) throw new Error('The document has no #notion-app');

const inner = plant(h('div', { class: classes('notion-app-inner', frame.look('inner')) }));
const theme = new ThemeSwitch(inner);
const lock = new DomLock((callback) => requestAnimationFrame(callback));
const app = new App(inner, lock);
let closeSearch: (() => void) | undefined;
let menu: Element | undefined;

const shutSearch = () => {
  closeSearch?.();
  closeSearch = undefined;
};
const shutMenu = () => {
  menu?.remove();
  menu = undefined;
};

function act(name: string, target: Element | null): void {
  switch (name) {
    case 'search':
      closeSearch ??= openSearch(app.overlays, app.workspace);
      break;
    case 'close-search':
      shutSearch();
      break;
    case 'sidebar':
      app.toggleSidebar();
      break;
    case 'chat':
      app.toggleChat();
      break;
    case 'theme':
      theme.toggle();
      break;
    case 'close-peek':
      app.closePeek();
      break;
    case 'escape':
      if (menu !== undefined) shutMenu();
      else if (closeSearch !== undefined) shutSearch();
      else app.closePeek();
      break;
    case 'slash':
      openMenu();
      break;
    default:
      if (target !== null) actOn(name, target);
  }
}

function actOn(name: string, target: Element): void {
  const block = target.closest('[data-block-id]')?.getAttribute('data-block-id') ?? '';
  const view = app.viewAt(target);
  switch (name) {
    case 'fold':
      view?.fold(block);
      break;
    case 'unfold':
      app.unfold(target.getAttribute('data-entry') ?? '');
      break;
    case 'open-row': {
      const mode = target.getAttribute('data-peek') === 'center' ? 'center' : 'side';
      void app.go(withPeek(new URL(location.href), { id: block, mode }));
      break;
    }
    case 'more-rows':
      view?.moreRows();
      break;
    case 'view': {
      const database = target.getAttribute('data-database') ?? '';
      const viewId = target.getAttribute('data-view') ?? '';
      if (view?.record.id !== database) view?.chooseInline(database, viewId, block);
      else void app.go(`${location.pathname}?v=${viewId.replaceAll('-', '')}`);
      break;
    }
  }
}

function openMenu(): void {
  shutMenu();
  const box = document.activeElement?.getBoundingClientRect();
  menu = plant(slashMenuTree(box?.left ?? 0, (box?.bottom ?? 0) + 4));
  app.overlays.append(menu);
}

/** The link of this app that a plain click on an element follows. */
function linkAt(target: Element, event: MouseEvent): HTMLAnchorElement | undefined {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
  const link = target.closest('a');
  return link?.origin === location.origin && link.target !== '_blank' ? link : undefined;
}

inner.addEventListener('click', (event) => {
  if (!(event instanceof MouseEvent) || !(event.target instanceof Element)) return;
  shutMenu();
  const link = linkAt(event.target, event);
  if (link !== undefined) {
    event.preventDefault();
    shutSearch();
    void app.go(link.href);
  } else if (event.target.closest('a') === null) {
    const doer = event.target.closest('[data-do]');
    // A mask closes what it holds only where it is bare.
    const isMasked = doer?.getAttribute('data-do')?.startsWith('close-') === true && doer.getAttribute('role') === null;
    if (doer !== null && (!isMasked || event.target === doer)) act(doer.getAttribute('data-do') ?? '', doer);
  }
});

inner.addEventListener('keydown', (event) => {
  if (!(event instanceof KeyboardEvent) || !(event.target instanceof HTMLElement)) return;
  const isButton = ['button', 'tab'].includes(event.target.getAttribute('role') ?? '');
  if (!isButton || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  event.target.click();
});

listenToKeys(root, (shortcut, event) => {
  if (shortcut !== 'escape' && shortcut !== 'slash') event.preventDefault();
  act(shortcut, null);
});
if (!app.site) letType(inner, lock, app.memory);
addEventListener('popstate', () => void app.arrive(true));
onChanges((pageIds) => void app.refresh(pageIds));

root.append(inner);
await app.arrive();
