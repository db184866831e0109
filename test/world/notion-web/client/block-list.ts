import type { WorldBlock } from '../../model.ts';
import type { DomLock } from './dom-lock.ts';
import { blockTree, numbersOf } from './block.ts';
import type { Scene } from './block-shell.ts';
import { guessedHeight, RowHeights } from './row-heights.ts';
import { plant } from './tree.ts';

const ALWAYS_WHOLE = 120; // shorter pages stay in the document in full
const MARGIN_PX = 900; // rendered above and below what is on the screen

/**
 * The blocks of one open page. Of a long page only the outermost blocks near the screen are in the document; two empty
 * elements hold the place of the others.
 */
export class BlockList {
  readonly #scroller: HTMLElement;
  readonly #content: HTMLElement;
  readonly #lock: DomLock;
  readonly #above = document.createElement('div');
  readonly #below = document.createElement('div');
  readonly #rendered = new Map<number, HTMLElement>();
  readonly #stop = new AbortController();
  readonly #resize = new ResizeObserver(() => this.#settle());
  #scene: Scene;
  #heights: RowHeights;
  #numbers: readonly number[];
  #waiting = false;

  constructor(scroller: HTMLElement, content: HTMLElement, scene: Scene, lock: DomLock) {
    this.#scroller = scroller;
    this.#content = content;
    this.#lock = lock;
    this.#scene = scene;
    this.#heights = new RowHeights(this.#blocks.map(guessedHeight));
    this.#numbers = numbersOf(this.#blocks);
    lock.write(() => content.replaceChildren(this.#above, this.#below));
    scroller.addEventListener('scroll', () => this.#soon(), { passive: true, signal: this.#stop.signal });
    this.#resize.observe(scroller);
    this.#settle();
  }

  get #blocks(): readonly WorldBlock[] {
    return this.#scene.record.blocks;
  }

  /** Shows another state of the same page: blocks that stayed the same keep their elements. */
  update(scene: Scene): void {
    const before = this.#blocks;
    const shapeOf = (row: number) =>
      JSON.stringify([
        this.#blocks[row],
        this.#numbers[row],
        this.#scene.record.references,
        this.#scene.record.databases,
      ]);
    const kept = new Map(
      [...this.#rendered].flatMap(([row, element]) => {
        const block = before[row];
        return block === undefined ? [] : [[block.id, { element, shape: shapeOf(row) }] as const];
      }),
    );
    const heights = new Map(
      before.map((block, row) => [block.id, this.#heights.topOf(row + 1) - this.#heights.topOf(row)]),
    );
    this.#scene = scene;
    this.#heights = new RowHeights(this.#blocks.map((block) => heights.get(block.id) ?? guessedHeight(block)));
    this.#numbers = numbersOf(this.#blocks);
    this.#lock.write(() => {
      this.#rendered.clear();
      for (const [row, block] of this.#blocks.entries()) {
        const old = kept.get(block.id);
        if (old === undefined) continue;
        kept.delete(block.id);
        if (old.shape === shapeOf(row)) this.#rendered.set(row, old.element);
        else old.element.remove();
      }
      for (const { element } of kept.values()) element.remove();
    });
    this.#settle();
  }

  /** Renders the outermost block that holds this one again, after a toggle or a view of it changed. */
  refresh(blockId: string): void {
    const row = this.#rowOf(blockId);
    if (row === undefined) return;
    this.#lock.write(() => this.#rendered.get(row)?.remove());
    this.#rendered.delete(row);
    this.#settle();
  }

  /** Brings a block to the upper third of the screen, wherever it is; `undefined` when the page has no such block. */
  reveal(blockId: string): HTMLElement | undefined {
    const row = this.#rowOf(blockId);
    if (row === undefined) return undefined;
    this.#scroller.scrollTop = this.#start() + this.#heights.topOf(row) - this.#scroller.clientHeight / 3;
    this.#settle();
    const element = this.#content.querySelector<HTMLElement>(`[data-block-id="${CSS.escape(blockId)}"]`);
    if (element === null) return undefined;
    const { top } = element.getBoundingClientRect();
    const wanted = this.#scroller.getBoundingClientRect().top + this.#scroller.clientHeight / 3;
    this.#scroller.scrollTop += top - wanted;
    this.#settle();
    return element;
  }

  close(): void {
    this.#stop.abort();
    this.#resize.disconnect();
  }

  #rowOf(blockId: string): number | undefined {
    const row = this.#blocks.findIndex((block) => pathTo(block, blockId) !== undefined);
    return row === -1 ? undefined : row;
  }

  #soon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      if (!this.#stop.signal.aborted) this.#settle();
    });
  }

  #start(): number {
    return (
      this.#content.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top + this.#scroller.scrollTop
    );
  }

  /** Renders what belongs on the screen, twice when the first rendering taught it other heights. */
  #settle(): void {
    const anchor = this.#anchor();
    for (let pass = 0; pass < 2; pass += 1) {
      this.#render();
      if (anchor !== undefined) {
        const moved = anchor.element.getBoundingClientRect().top - anchor.top;
        if (anchor.element.isConnected && Math.abs(moved) >= 1) this.#scroller.scrollTop += moved;
      }
    }
  }

  /** The first row on the screen: it must not move when rows above it turn out taller or shorter. */
  #anchor(): { readonly element: HTMLElement; readonly top: number } | undefined {
    const screen = this.#scroller.getBoundingClientRect();
    const rows = [...this.#rendered].sort(([a], [b]) => a - b);
    for (const [, element] of rows) {
      const { top, bottom } = element.getBoundingClientRect();
      if (bottom > screen.top && top < screen.bottom) return { element, top };
    }
    return undefined;
  }

  #render(): void {
    const top = this.#scroller.scrollTop - this.#start();
    const [first, end] =
      this.#blocks.length <= ALWAYS_WHOLE
        ? [0, this.#blocks.length]
        : this.#heights.between(top - MARGIN_PX, top + this.#scroller.clientHeight + MARGIN_PX);
    this.#lock.write(() => {
      for (const [row, element] of this.#rendered) {
        if (row >= first && row < end) continue;
        element.remove();
        this.#rendered.delete(row);
      }
      let place: Element = this.#above;
      for (let row = first; row < end; row += 1) {
        const element = this.#rendered.get(row) ?? this.#make(row);
        if (element === undefined) continue;
        if (place.nextElementSibling !== element) place.after(element);
        place = element;
      }
    });
    for (const [row, element] of this.#rendered) this.#heights.measured(row, element.getBoundingClientRect().height);
    this.#lock.write(() => {
      this.#above.style.cssText = `flex:none;height:${this.#heights.topOf(first)}px`;
      this.#below.style.cssText = `flex:none;height:${this.#heights.total - this.#heights.topOf(end)}px`;
    });
  }

  #make(row: number): HTMLElement | undefined {
    const block = this.#blocks[row];
    if (block === undefined) return undefined;
    const element = plant(blockTree(this.#scene, block, this.#numbers[row] ?? 1));
    if (!(element instanceof HTMLElement)) return undefined;
    this.#rendered.set(row, element);
    return element;
  }
}

/** The blocks from this one down to the one with an id; `undefined` when it is not inside. */
export function pathTo(block: WorldBlock, id: string): readonly WorldBlock[] | undefined {
  if (block.id === id) return [block];
  for (const child of block.children) {
    const path = pathTo(child, id);
    if (path !== undefined) return [block, ...path];
  }
  return undefined;
}
