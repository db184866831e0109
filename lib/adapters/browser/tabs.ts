import type { PageId } from '../../base/ids.ts';
import type { PageTarget } from '../../jobs/job.ts';
import { pageIn, pageUrl, parseAddress } from '../../mirror/address.ts';
import { extension } from './extension.ts';

/** What a browser tells of a tab; the address is there for hosts that we have leave for. */
export interface TabFacts {
  readonly id?: number | undefined;
  readonly url?: string | undefined;
  readonly title?: string | undefined;
}

/** The Notion page that a tab shows; a peek wins over the page behind it. */
export function targetOf(tab: TabFacts): PageTarget | undefined {
  const place = tab.url === undefined ? undefined : parseAddress(tab.url);
  if (place === undefined || tab.id === undefined) return undefined;
  return { pageId: place.pageId, title: titleOf(tab, place.peek), url: pageUrl(place.pageId), tabId: tab.id };
}

/** Notion counts what is unread in front of the title; the title is that of the page behind a peek. */
function titleOf({ title }: TabFacts, peek: boolean): string {
  if (peek) return 'The page in the peek';
  return (title ?? '').replace(/^\(\d+\+?\) /, '').trim() || 'Untitled';
}

export async function targetOfTab(tabId: number): Promise<PageTarget | undefined> {
  const tab = await extension.tabs.get(tabId).catch(() => undefined);
  return tab === undefined ? undefined : targetOf(tab);
}

/** The page in front of the person: in the active tab, else in the Notion tab that was looked at last. */
export async function targetInFront(): Promise<PageTarget | undefined> {
  const [active] = await extension.tabs.query({ active: true, lastFocusedWindow: true });
  const front = active === undefined ? undefined : targetOf(active);
  if (front !== undefined) return front;
  const tabs = await extension.tabs.query({});
  const byLastSeen = tabs.toSorted((one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0));
  return byLastSeen.map(targetOf).find((target) => target !== undefined);
}

/** A tab that shows the page, the preferred one if it still does. */
export async function tabShowing(pageId: PageId, preferred?: number): Promise<number | undefined> {
  const tabs = await extension.tabs.query({});
  const showing = tabs.filter((tab) => targetOf(tab)?.pageId === pageId);
  return (showing.find(({ id }) => id === preferred) ?? showing[0])?.id;
}

/** A tab that takes longer to load is shown as it is. */
const LOADED_WITHIN_MS = 20_000;

/** Brings a tab that shows the page to the front, or opens one; resolves when it is loaded. */
export async function showPage(url: string, preferred?: number): Promise<number | undefined> {
  const pageId = pageIn(url);
  const open = pageId === undefined ? undefined : await tabShowing(pageId, preferred);
  if (open !== undefined && (await bringToFront(open))) return open;
  const tab = await extension.tabs.create({ url });
  if (tab.id !== undefined) await loaded(tab.id);
  return tab.id;
}

/** False when the tab was closed meanwhile. */
async function bringToFront(tabId: number): Promise<boolean> {
  try {
    const { windowId } = await extension.tabs.update(tabId, { active: true });
    if (windowId !== undefined) await extension.windows.update(windowId, { focused: true });
    return true;
  } catch {
    return false;
  }
}

/** Listens first and looks then: a tab may be loaded before anybody listens. */
function loaded(tabId: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      extension.tabs.onUpdated.removeListener(onUpdated);
      extension.tabs.onRemoved.removeListener(onRemoved);
      resolve();
    };
    // Firefox calls a new tab complete while it still shows the blank page that it begins with, whose address it hides.
    let began = false;
    const onUpdated = (id: number, { status }: { status?: string }, { url }: TabFacts): void => {
      if (id !== tabId) return;
      if (status === 'loading') began = true;
      const isBlank = url === undefined ? !began : url === 'about:blank';
      if (status === 'complete' && !isBlank) stop();
    };
    const onRemoved = (id: number): void => {
      if (id === tabId) stop();
    };
    const timer = setTimeout(stop, LOADED_WITHIN_MS);
    extension.tabs.onUpdated.addListener(onUpdated);
    extension.tabs.onRemoved.addListener(onRemoved);
    void extension.tabs
      .get(tabId)
      .then((tab) => onUpdated(tabId, { status: tab.status ?? 'loading' }, tab))
      .catch(stop);
  });
}

/** Calls back when another tab comes to the front or a tab moves to another address. */
export function watchTabs(changed: () => void): () => void {
  const onUpdated = (_id: number, change: { url?: string; title?: string }): void => {
    if (change.url !== undefined || change.title !== undefined) changed();
  };
  extension.tabs.onActivated.addListener(changed);
  extension.tabs.onUpdated.addListener(onUpdated);
  return () => {
    extension.tabs.onActivated.removeListener(changed);
    extension.tabs.onUpdated.removeListener(onUpdated);
  };
}
