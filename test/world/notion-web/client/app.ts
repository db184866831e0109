import { type Place, placeOf, withPeek } from '../address.ts';
import type { Sidebar, WebRecord } from '../record.ts';
import { type ChromeState, sidebarTree, topbarTree } from './chrome.ts';
import { loadRecord, loadSidebar, type NoAnswer } from './desk.ts';
import type { DomLock } from './dom-lock.ts';
import { frame } from './frame-look.ts';
import { aiButtonTree, chatSidebarTree, peekTree } from './overlay.ts';
import { chatTree, messageTree } from './page.ts';
import { type Memory, PageView } from './page-view.ts';
import { type Branch, classes, h, plant } from './tree.ts';

const { look } = frame;

const NOT_FOUND = 'This page couldn’t be found';

interface Peek {
  readonly root: Element;
  readonly mode: 'side' | 'center';
  readonly view: PageView;
}

/** The open window: what the address asks for, on the screen. */
export class App {
  readonly memory: Memory = { open: new Set(), views: new Map(), drafts: new Map() };
  readonly site = location.hostname.endsWith('.notion.site');
  readonly overlays = plant(h('div', { class: classes('notion-overlay-container', look('overlay')) }));
  readonly #lock: DomLock;
  readonly #badge = new URLSearchParams(location.search).get('unread');
  readonly #listener = plant(h('div', { class: classes('notion-cursor-listener', look('listener')) }));
  readonly #nav = plant(h('div', { style: 'display:contents' }));
  readonly #header = plant(h('header', { class: look('header') }));
  readonly #frame = plant(h('main', { id: 'main', class: classes('notion-frame', look('main')) }));
  readonly #scrolls = new Map<string, number>();
  readonly #unfolded = new Set<string>();
  #sidebar: Sidebar = { workspace: '', entries: [] };
  #sidebarOpen = true;
  #href = location.href;
  #main: PageView | undefined;
  #peek: Peek | undefined;
  #arrivals = 0;

  constructor(inner: Element, lock: DomLock) {
    this.#lock = lock;
    const column = plant(h('div', { class: look('column') }));
    column.append(this.#header, this.#frame);
    this.#listener.append(this.#nav, column);
    if (!this.site) this.#listener.append(plant(aiButtonTree()));
    inner.append(this.#listener, this.overlays);
    lock.watch(this.#frame);
    lock.watch(this.#header);
  }

  get workspace(): string {
    return this.#sidebar.workspace;
  }

  /** Goes to an address of the app without loading the document again. */
  go(href: string): Promise<void> {
    this.#leave();
    history.pushState({}, '', href);
    return this.arrive();
  }

  /** Shows what the address asks for. `back` restores where the reader was. */
  async arrive(back = false): Promise<void> {
    if (back) this.#leave();
    this.#arrivals += 1;
    const ticket = this.#arrivals;
    this.#href = location.href;
    const place = placeOf(new URL(location.href));
    if (place.kind === 'home') return this.#goHome(ticket);
    const pageId = place.kind === 'page' ? place.id : undefined;
    if (pageId === undefined) this.#showPlain(place);
    else if (this.#main?.record.id === pageId) this.#main.choose(place.kind === 'page' ? place.viewId : undefined);
    else {
      const [record, sidebar] = await Promise.all([loadRecord(pageId), loadSidebar(pageId)]);
      if (ticket !== this.#arrivals) return;
      this.#keepSidebar(sidebar);
      this.#showRecord(record, place);
      const scroll = back ? this.#scrolls.get(location.href) : undefined;
      if (scroll !== undefined && this.#main !== undefined) this.#main.scroller.scrollTop = scroll;
    }
    await this.#showPeek(place, ticket);
    if (ticket === this.#arrivals) this.#jump(place);
  }

  /** Reads again what is shown of pages that changed. */
  async refresh(changedIds: ReadonlySet<string>): Promise<void> {
    for (const view of [this.#main, this.#peek?.view]) {
      if (view === undefined || ![...changedIds].some((id) => shows(view.record, id))) continue;
      const record = await loadRecord(view.record.id);
      const isOpen = view === this.#main || view === this.#peek?.view;
      if (isOpen && typeof record !== 'string') view.update(record);
    }
    await this.#refreshSidebar();
  }

  async #refreshSidebar(): Promise<void> {
    this.#keepSidebar(await loadSidebar(this.#main?.record.id));
    this.#dress();
  }

  #keepSidebar(sidebar: Sidebar | NoAnswer): void {
    if (typeof sidebar !== 'string') this.#sidebar = sidebar;
  }

  /** The view that holds an element. */
  viewAt(element: Element): PageView | undefined {
    return this.#peek?.root.contains(element) === true ? this.#peek.view : this.#main;
  }

  unfold(entryId: string): void {
    if (!this.#unfolded.delete(entryId)) this.#unfolded.add(entryId);
    this.#dress();
  }

  toggleSidebar(): void {
    this.#sidebarOpen = !this.#sidebarOpen;
    this.#dress();
  }

  /** Opens or closes Notion's own chat beside the page. */
  toggleChat(): void {
    const open = this.#listener.querySelector('.chat_sidebar');
    if (open === null) this.#listener.append(plant(chatSidebarTree()));
    else open.remove();
  }

  closePeek(): void {
    if (this.#peek !== undefined) void this.go(withPeek(new URL(location.href), undefined));
  }

  #leave(): void {
    if (this.#main !== undefined) this.#scrolls.set(this.#href, this.#main.scroller.scrollTop);
  }

  async #goHome(ticket: number): Promise<void> {
    this.#keepSidebar(await loadSidebar(undefined));
    const first = this.#sidebar.entries[0];
    if (first === undefined || ticket !== this.#arrivals) return;
    history.replaceState({}, '', `/p/${first.id.replaceAll('-', '')}`);
    await this.arrive();
  }

  #showRecord(record: WebRecord | NoAnswer, place: Place): void {
    if (record === 'missing') return this.#fill(messageTree(NOT_FOUND, 'You may not have access, or it was deleted.'));
    if (record === 'unreachable') return this.#fill(messageTree('Something went wrong', 'Try loading the page again.'));
    const scroller = this.#replaceScroller();
    for (const crumb of record.crumbs) this.#unfolded.add(crumb.id);
    const viewId = place.kind === 'page' ? place.viewId : undefined;
    this.#main = new PageView(scroller, record, { ...this.#shared('main'), viewId });
    this.#dress();
  }

  #shared(stage: 'main' | 'side' | 'center') {
    return { stage, site: this.site, memory: this.memory, lock: this.#lock };
  }

  #showPlain(place: Place): void {
    this.#fill(place.kind === 'chat' ? chatTree() : messageTree(NOT_FOUND, 'Check the address.'));
    if (this.#sidebar.workspace === '') void this.#refreshSidebar();
  }

  #fill(tree: Branch): void {
    const scroller = this.#replaceScroller();
    this.#lock.write(() => scroller.append(plant(tree)));
    this.#dress();
  }

  /** Every page gets a scroller of its own; the frame around it stays. */
  #replaceScroller(): HTMLElement {
    this.#main?.close();
    this.#main = undefined;
    const scroller = plantHtml(h('div', { class: classes('notion-scroller vertical', look('scroller')) }));
    this.#lock.write(() => this.#frame.replaceChildren(scroller));
    return scroller;
  }

  async #showPeek(place: Place, ticket: number): Promise<void> {
    const wanted = place.kind === 'page' ? place.peek : undefined;
    const same = wanted !== undefined && this.#peek?.view.record.id === wanted.id && this.#peek.mode === wanted.mode;
    if (same) return;
    const record = wanted && (await loadRecord(wanted.id));
    if (ticket !== this.#arrivals) return;
    this.#peek?.view.close();
    this.#peek?.root.remove();
    this.#peek = undefined;
    if (wanted === undefined || record === undefined || typeof record === 'string') return;
    const root = plant(peekTree(wanted.mode, `/p/${wanted.id.replaceAll('-', '')}`));
    (wanted.mode === 'side' ? this.#listener : this.overlays).append(root);
    const scroller = root.querySelector<HTMLElement>('.notion-scroller');
    if (scroller === null) return;
    const view = new PageView(scroller, record, { ...this.#shared(wanted.mode), viewId: undefined });
    this.#lock.watch(scroller);
    this.#peek = { root, mode: wanted.mode, view };
  }

  /** A block link is followed a moment after the page stands, as Notion does. */
  #jump(place: Place): void {
    const blockId = place.kind === 'page' ? place.blockId : undefined;
    if (blockId === undefined) return;
    const ticket = this.#arrivals;
    const moment = 150 + (Number.parseInt(blockId.slice(-4), 16) % 250);
    setTimeout(() => {
      if (ticket !== this.#arrivals) return;
      if (this.#peek?.view.reveal(blockId) !== true) this.#main?.reveal(blockId);
    }, moment);
  }

  /** The bars around the page, and the title of the window. */
  #dress(): void {
    const state: ChromeState = {
      sidebar: this.#sidebar,
      sidebarOpen: this.#sidebarOpen,
      site: this.site,
      unfolded: this.#unfolded,
      record: this.#main?.record,
    };
    const scrolled = this.#nav.querySelector('.notion-scroller')?.scrollTop ?? 0;
    this.#nav.replaceChildren(...(this.#sidebarOpen && !this.site ? [plant(sidebarTree(state))] : []));
    const tree = this.#nav.querySelector('.notion-scroller');
    if (tree !== null) tree.scrollTop = scrolled;
    this.#lock.write(() => this.#header.replaceChildren(plant(topbarTree(state))));
    const title = this.#main?.record.title ?? 'Notion AI';
    document.title = this.#badge === null ? title : `(${this.#badge}) ${title}`;
  }
}

function plantHtml(tree: Branch): HTMLElement {
  const element = plant(tree);
  if (element instanceof HTMLElement) return element;
  throw new Error(`Not an HTML element: ${tree.tag}`);
}

function shows(record: WebRecord, id: string): boolean {
  if (record.id === id || record.crumbs.some((crumb) => crumb.id === id)) return true;
  if (record.kind === 'database') return record.rows.some((row) => row.id === id);
  return id in record.references || Object.values(record.databases).some((database) => shows(database, id));
}
