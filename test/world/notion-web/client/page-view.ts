import type { PageRecord, WebRecord } from '../record.ts';
import { pathTo, BlockList } from './block-list.ts';
import { ROWS_AT_ONCE } from './database.ts';
import type { DomLock } from './dom-lock.ts';
import { layoutTree, type Stage } from './page.ts';
import { plant } from './tree.ts';

/** What a person did to pages in this window; it outlives the pages' elements. */
export interface Memory {
  readonly open: Set<string>;
  readonly views: Map<string, string>;
  readonly drafts: Map<string, string>;
}

/** A page or a database in its scroller: the main one, or a peek. */
export class PageView {
  readonly scroller: HTMLElement;
  readonly #stage: Stage;
  readonly #site: boolean;
  readonly #memory: Memory;
  readonly #lock: DomLock;
  #record: WebRecord;
  #list: BlockList | undefined;
  #viewId: string | undefined;
  #mostRows = ROWS_AT_ONCE;

  constructor(
    scroller: HTMLElement,
    record: WebRecord,
    options: {
      readonly stage: Stage;
      readonly site: boolean;
      readonly viewId: string | undefined;
      readonly memory: Memory;
      readonly lock: DomLock;
    },
  ) {
    this.scroller = scroller;
    this.#record = record;
    this.#stage = options.stage;
    this.#site = options.site;
    this.#viewId = options.viewId;
    this.#memory = options.memory;
    this.#lock = options.lock;
    this.#draw();
  }

  get record(): WebRecord {
    return this.#record;
  }

  /** Shows a newer state of the same page. */
  update(record: WebRecord): void {
    const headChanged = headOf(record) !== headOf(this.#record);
    this.#record = record;
    if (record.kind === 'page' && this.#list !== undefined && !headChanged) this.#list.update(this.#scene(record));
    else this.#draw();
  }

  /** Chooses a view of the full-page database. */
  choose(viewId: string | undefined): void {
    if (this.#viewId === viewId) return;
    this.#viewId = viewId;
    this.#draw();
  }

  /** Chooses a view of an inline database. */
  chooseInline(databaseId: string, viewId: string, blockId: string): void {
    this.#memory.views.set(databaseId, viewId);
    this.#list?.refresh(blockId);
  }

  moreRows(): void {
    this.#mostRows += ROWS_AT_ONCE;
    this.#draw();
  }

  /** Opens or closes a toggle. */
  fold(blockId: string): void {
    if (!this.#memory.open.delete(blockId)) this.#memory.open.add(blockId);
    this.#list?.refresh(blockId);
  }

  /** Scrolls to a block and lights it up, opening the toggles around it; `false` when it is not on this page. */
  reveal(blockId: string): boolean {
    if (this.#record.kind !== 'page' || this.#list === undefined) return false;
    const path = this.#record.blocks.map((block) => pathTo(block, blockId)).find((each) => each !== undefined);
    if (path === undefined) return false;
    const closed = path.slice(0, -1).filter((block) => block.type === 'toggle' || block.toggleable === true);
    for (const block of closed) this.#memory.open.add(block.id);
    if (closed.length > 0) this.#list.refresh(blockId);
    const element = this.#list.reveal(blockId);
    if (element !== undefined) this.#light(element);
    return true;
  }

  close(): void {
    this.#list?.close();
  }

  #draw(): void {
    this.#list?.close();
    const { scrollTop } = this.scroller;
    const layout = plant(
      layoutTree(this.#record, {
        stage: this.#stage,
        site: this.#site,
        viewId: this.#viewId,
        mostRows: this.#mostRows,
      }),
    );
    this.#lock.write(() => this.scroller.replaceChildren(layout));
    const content = layout.querySelector<HTMLElement>('.notion-page-content');
    this.#list =
      this.#record.kind === 'page' && content !== null
        ? new BlockList(this.scroller, content, this.#scene(this.#record), this.#lock)
        : undefined;
    this.scroller.scrollTop = scrollTop;
  }

  #scene(record: PageRecord) {
    return { record, ...this.#memory };
  }

  #light(element: HTMLElement): void {
    const halo = document.createElement('div');
    halo.className = 'notion-selectable-halo';
    this.#lock.write(() => element.append(halo));
    setTimeout(() => this.#lock.write(() => halo.remove()), 1800);
  }
}

function headOf(record: WebRecord): string {
  return JSON.stringify(record.kind === 'page' ? [record.title, record.icon, record.properties] : record);
}
