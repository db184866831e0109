import type { BlockId, PageId } from '../../base/ids.ts';
import { parseBlockId, undashed } from '../../base/ids.ts';
import { parseAddress } from '../../mirror/address.ts';
import { readText } from './read-text.ts';
import { blockElement, BLOCK, BREADCRUMB, find } from './selectors.ts';

/** What to show: the block by its id, or by words that stand in it. */
export interface MarkTarget {
  readonly pageId: PageId;
  readonly blockId?: BlockId;
  readonly quote: string;
}

/** A block on the screen. Marks are drawn over it, in our own root: Notion takes back what is put into its tree. */
export interface MarkedBlock {
  readonly element: Element;
  readonly by: 'id' | 'quote';
  /** Where it is now, in the window's pixels; `undefined` once Notion has taken it out of the document. */
  rect(): DOMRect | undefined;
}

/** Notion fetches and renders the page within this, or it will not. */
const PATIENCE_MS = 10_000;
/** Notion follows `#block` by itself a moment after the page stands; after that the page is searched by scrolling. */
const NOTIONS_MOMENT_MS = 2_000;
/** Long enough for a virtualised list to render what has come into view. */
const STEP_MS = 80;
const SCREEN_PX = 600;
/** Words enough to tell one block from another. */
const QUOTE_START = 80;
const IN_PAGE = `.notion-page-content ${BLOCK}, .notion-collection-item`;
/** A block shorter than this is no proof that a quote begins in it. */
const SHORTEST_START = 12;

/**
 * Brings a cited block to the middle of the screen: goes to its `#block`, waits until Notion has rendered it, and where
 * that does not happen looks for the quote, scrolling through the page. `undefined` when it is not found in 10 s.
 * Observes the document only while it waits, and changes nothing in it.
 */
export async function findMarkedBlock(
  window: Window & typeof globalThis,
  target: MarkTarget,
  signal: AbortSignal,
): Promise<MarkedBlock | undefined> {
  const { document } = window;
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  if (target.blockId !== undefined) goTo(window, target.pageId, target.blockId);
  const moment = AbortSignal.any([deadline, AbortSignal.timeout(NOTIONS_MOMENT_MS)]);
  const byId =
    target.blockId === undefined ? undefined : await rendered(document, () => lookById(document, target), moment);
  // A tab that was opened just now is not to be searched before it shows anything.
  if (byId === undefined) await rendered(document, () => firstBlock(document), deadline);
  const found = byId ?? lookFor(document, target) ?? (await scrolledTo(document, target, deadline));
  signal.throwIfAborted();
  if (found === undefined) return undefined;
  // The address names the block then too: to be copied, and found again by a reload.
  const named = found.by === 'id' ? undefined : parseBlockId(found.element.getAttribute('data-block-id') ?? '');
  if (named !== undefined) goTo(window, target.pageId, named);
  found.element.scrollIntoView({ block: 'center', behavior: 'auto' });
  return found;
}

function goTo(window: Window, pageId: PageId, blockId: BlockId): void {
  const place = parseAddress(window.location.href);
  if (place?.pageId !== pageId || place.blockId === blockId) return;
  window.location.hash = undashed(blockId);
}

function lookFor(document: Document, target: MarkTarget): MarkedBlock | undefined {
  const byQuote = (): Element | undefined => blockWith(document, target.quote);
  return lookById(document, target) ?? marked(byQuote(), 'quote');
}

function lookById(document: Document, { blockId }: MarkTarget): MarkedBlock | undefined {
  return blockId === undefined ? undefined : marked(blockElement(document, blockId), 'id');
}

function marked(element: Element | undefined, by: MarkedBlock['by']): MarkedBlock | undefined {
  if (element === undefined) return undefined;
  return { element, by, rect: () => (element.isConnected ? element.getBoundingClientRect() : undefined) };
}

function firstBlock(document: Document): Element | undefined {
  return document.querySelector(IN_PAGE) ?? undefined;
}

/** The innermost block whose text holds the beginning of the quote. A likely one is not enough: a wrong mark misleads. */
function blockWith(document: Document, quote: string): Element | undefined {
  const start = plain(quote).slice(0, QUOTE_START).trim();
  if (start === '') return undefined;
  const blocks = [...document.querySelectorAll(IN_PAGE)];
  const holders = blocks.filter((block) => block.closest(BREADCRUMB) === null && holds(plain(readText(block)), start));
  return holders.find((holder) => !holders.some((other) => other !== holder && holder.contains(other)));
}

/** A quote may run over several blocks: then the first of them is what it starts with. */
function holds(text: string, words: string): boolean {
  return text.includes(words) || (text.length >= SHORTEST_START && words.startsWith(text));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Waits until it is rendered; `undefined` when the signal comes first. */
function rendered<Found>(
  document: Document,
  look: () => Found | undefined,
  signal: AbortSignal,
): Promise<Found | undefined> {
  return new Promise((resolve) => {
    const done = (found: Found | undefined): void => {
      observer.disconnect();
      resolve(found);
    };
    const observer = new MutationObserver(() => {
      const found = look();
      if (found !== undefined) done(found);
    });
    const already = look();
    if (already !== undefined || signal.aborted) return done(already);
    signal.addEventListener('abort', () => done(look()), { once: true });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

/** Scrolls away from where the reader is, a screen at a time, down and up in turn; put back where nothing is found. */
async function scrolledTo(
  document: Document,
  target: MarkTarget,
  signal: AbortSignal,
): Promise<MarkedBlock | undefined> {
  const scroller = find(document, 'sidePeek')?.closest('.notion-scroller') ?? find(document, 'scroller');
  if (scroller === undefined || scroller === null) return undefined;
  const start = scroller.scrollTop;
  for (const top of aroundFrom(start, scroller.scrollHeight, scroller.clientHeight || SCREEN_PX)) {
    if (signal.aborted) break;
    scroller.scrollTop = top;
    await nextRendering(document, AbortSignal.any([signal, AbortSignal.timeout(STEP_MS)]));
    const found = lookFor(document, target);
    if (found !== undefined) return found;
  }
  scroller.scrollTop = start;
  return undefined;
}

/** Waits until what came into view is rendered, or is taken to have been there already. */
function nextRendering(document: Document, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(done);
    observer.observe(document.body, { childList: true, subtree: true });
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Places to look at, nearest first: Notion's own jump may have fallen short by a little. */
function* aroundFrom(start: number, height: number, screen: number): Generator<number> {
  yield start;
  for (let away = screen; start - away > -screen || start + away < height; away += screen) {
    if (start + away < height) yield start + away;
    if (start - away > -screen) yield Math.max(0, start - away);
  }
}
