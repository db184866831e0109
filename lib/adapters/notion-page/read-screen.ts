import { Failure } from '../../base/failure.ts';
import { parseBlockId, parsePageId } from '../../base/ids.ts';
import type { PageId } from '../../base/ids.ts';
import { pageUrl, parseAddress } from '../../mirror/address.ts';
import type { Property, ScreenPage } from '../../mirror/page.ts';
import type { Block, BlockKind } from '../../text/block.ts';
import { readRows } from './read-database.ts';
import { pageAt, readMentions, readText } from './read-text.ts';
import { blockElement, BLOCK, BREADCRUMB, find, kindName, LEAF, PROPERTY_VALUE, VOID } from './selectors.ts';

/**
 * Reads what is rendered of a page: of long pages what is near the screen, of toggles what is open.
 * @throws Failure `page-unreadable` when the tab shows another page, or has not rendered this one yet
 */
export function readScreen(document: Document, pageId: PageId): ScreenPage {
  const surface = surfaceOf(document, pageId);
  if (surface === undefined) throw new Failure('page-unreadable');
  const content = find(surface, 'content');
  const base = document.location?.href ?? pageUrl(pageId);
  const blocks = content === undefined ? readRows(surface, 0) : new ScreenReader(pageId, base).read(content);
  return { title: titleOf(document, surface), url: pageUrl(pageId), properties: readProperties(surface), blocks };
}

/** The title of a page as the tab shows it: of a peek its own, where the tab's title is that of the page behind. */
export function readTitle(document: Document, pageId: PageId): string | undefined {
  const surface = surfaceOf(document, pageId);
  const title = surface === undefined ? '' : titleOf(document, surface).trim();
  return title === '' ? undefined : title;
}

/** The part of the window that shows a page: a peek, or the main frame. */
function surfaceOf(document: Document, pageId: PageId): Element | undefined {
  const surfaces = (['centerPeek', 'sidePeek', 'layout'] as const)
    .map((landmark) => find(document, landmark))
    .filter((surface) => surface !== undefined);
  const named = surfaces.map((surface) => ({ surface, id: pageIdOf(surface) }));
  const exact = named.find(({ id }) => id === pageId);
  if (exact !== undefined) return exact.surface;
  const inside = surfaces.find((surface) => isRendered(surface) && blockElement(surface, pageId) !== undefined);
  if (inside !== undefined) return inside;
  // Some versions carry no ids: then the address is believed.
  const place = parseAddress(document.location?.href ?? '');
  if (named.some(({ id }) => id !== undefined) || place?.pageId !== pageId) return undefined;
  const [first] = place.peek ? surfaces : surfaces.slice(-1);
  return first !== undefined && isRendered(first) ? first : undefined;
}

function isRendered(surface: Element): boolean {
  return find(surface, 'content') !== undefined || find(surface, 'title') !== undefined;
}

/** The page that a surface shows: the block around its title carries the page's id. */
function pageIdOf(surface: Element): PageId | undefined {
  const titles = [...surface.querySelectorAll('[data-block-id] h1')];
  const title = titles.find(
    (each) => each.closest(BREADCRUMB) === null && each.closest('.notion-page-content') === null,
  );
  return parsePageId(title?.closest('[data-block-id]')?.getAttribute('data-block-id') ?? '');
}

function titleOf(document: Document, surface: Element): string {
  const title = find(surface, 'title');
  if (title !== undefined) return readText(title);
  return document.title.replace(/^\(\d+\+?\) /, '');
}

/** The properties above a row's content, as far as they are unfolded. */
function readProperties(surface: Element): readonly Property[] {
  return [...surface.querySelectorAll(PROPERTY_VALUE)].flatMap((value): readonly Property[] => {
    const cells = value.closest('[role="row"]')?.querySelectorAll('[role="cell"]');
    const name = cells?.[0] === undefined ? '' : readText(cells[0]);
    if (name === '' || value.closest('.notion-page-content') !== null) return [];
    const text = readText(value);
    return [{ name, type: 'screen', text: text === 'Empty' ? '' : text }];
  });
}

const TEXTUAL: Readonly<Record<string, { readonly kind: BlockKind; readonly level?: number }>> = {
  text: { kind: 'paragraph' },
  header: { kind: 'heading', level: 1 },
  sub_header: { kind: 'heading', level: 2 },
  sub_sub_header: { kind: 'heading', level: 3 },
  header_4: { kind: 'heading', level: 4 },
  sub_sub_sub_header: { kind: 'heading', level: 4 },
  bulleted_list: { kind: 'bullet' },
  numbered_list: { kind: 'number' },
  to_do: { kind: 'todo' },
  toggle: { kind: 'toggle' },
  quote: { kind: 'quote' },
  callout: { kind: 'callout' },
};

const TRANSPARENT: ReadonlySet<string> = new Set([
  'column_list',
  'column',
  'transclusion_container',
  'transclusion_reference',
]);

/** Nothing to read, or controls. */
const PASSED_OVER: ReadonlySet<string> = new Set(['divider', 'table_of_contents', 'breadcrumb', 'button', 'template']);

const FILES: ReadonlySet<string> = new Set(['image', 'video', 'audio', 'file', 'pdf']);

class ScreenReader {
  readonly #pageId: PageId;
  readonly #base: string;
  readonly #blocks: Block[] = [];

  constructor(pageId: PageId, base: string) {
    this.#pageId = pageId;
    this.#base = base;
  }

  read(content: Element): readonly Block[] {
    this.#inside(content, 0);
    return this.#blocks;
  }

  #inside(parent: Element, depth: number): void {
    for (const child of parent.children) {
      if (child.matches(BLOCK)) this.#block(child, depth);
      else this.#inside(child, depth);
    }
  }

  #block(element: Element, depth: number): void {
    const name = kindName(element) ?? '';
    const isPage = element.getAttribute('data-block-id') === this.#pageId;
    if (PASSED_OVER.has(name)) return;
    if (TRANSPARENT.has(name) || isPage) return this.#inside(element, depth);
    const textual = TEXTUAL[name];
    if (textual !== undefined) return this.#textual(element, depth, textual);
    switch (name) {
      case 'code':
        return this.#code(element, depth);
      case 'equation':
        return this.#push(element, { kind: 'equation', depth, text: readText(element) });
      case 'table':
        return this.#table(element, depth);
      case 'page':
      case 'alias':
        return this.#page(element, depth);
      case 'collection_view':
      case 'collection_view_page':
        return this.#database(element, depth);
      default:
        return FILES.has(name) ? this.#file(element, depth) : this.#other(element, depth);
    }
  }

  #textual(
    element: Element,
    depth: number,
    { kind, level }: { readonly kind: BlockKind; readonly level?: number },
  ): void {
    const leaf = ownLeaf(element);
    const text = leaf === undefined ? '' : readText(leaf);
    const mentions = leaf === undefined ? [] : readMentions(leaf, this.#base);
    this.#push(element, {
      kind,
      depth,
      text,
      ...(level !== undefined && { level }),
      ...(kind === 'todo' && { checked: isChecked(element) }),
      ...(mentions.length > 0 && { mentions }),
    });
    this.#inside(element, text === '' ? depth : depth + 1);
  }

  #code(element: Element, depth: number): void {
    const leaf = ownLeaf(element);
    const label = element.querySelector(VOID);
    const language = label === null ? '' : readText(label);
    this.#push(element, {
      kind: 'code',
      depth,
      text: leaf === undefined ? '' : readText(leaf),
      ...(/^[\w+#./ -]{1,24}$/.test(language) && language.toLowerCase() !== 'plain text' && { language }),
    });
  }

  #table(element: Element, depth: number): void {
    for (const row of element.querySelectorAll('tr')) {
      const cells = [...row.querySelectorAll('td, th')].map((cell) => readText(cell).replaceAll('\n', ' '));
      if (cells.some((cell) => cell !== '')) this.#push(row, { kind: 'row', depth, text: cells.join(' | ') });
    }
  }

  #page(element: Element, depth: number): void {
    const id = parsePageId(element.getAttribute('data-block-id') ?? '');
    const url = pageAt(element.querySelector('a[href]'), this.#base) ?? (id === undefined ? undefined : pageUrl(id));
    this.#push(element, { kind: 'page', depth, text: readText(element), ...(url !== undefined && { url }) });
  }

  #database(element: Element, depth: number): void {
    const link = element.querySelector('a[href]');
    const url = pageAt(link, this.#base);
    const title = link === null || url === undefined ? '' : readText(link);
    this.#push(element, { kind: 'database', depth, text: title || 'Database', ...(url !== undefined && { url }) });
    this.#blocks.push(...readRows(element, depth + 1));
  }

  /** Files of Notion's own have signed addresses that expire: only the caption is kept. */
  #file(element: Element, depth: number): void {
    const caption = ownLeaf(element);
    this.#push(element, { kind: 'media', depth, text: caption === undefined ? '' : readText(caption) });
  }

  /** Bookmarks, embeds, and kinds that are newer than this list. */
  #other(element: Element, depth: number): void {
    const leaf = ownLeaf(element);
    if (leaf !== undefined) return this.#textual(element, depth, { kind: 'paragraph' });
    if (element.querySelector(BLOCK) !== null) return this.#inside(element, depth);
    const href = URL.parse(element.querySelector('a[href]')?.getAttribute('href') ?? '', this.#base)?.href;
    const text = readText(element.querySelector('a[href] > *') ?? element);
    if (href !== undefined) this.#push(element, { kind: 'media', depth, text, url: href });
    else if (text !== '') this.#push(element, { kind: 'unknown', depth, text });
  }

  #push(element: Element, block: Block): void {
    if (block.text === '' && block.kind !== 'media') return;
    const id = parseBlockId(element.getAttribute('data-block-id') ?? '');
    this.#blocks.push(id === undefined ? block : { ...block, id });
  }
}

/** The text of a block itself, not of one inside it. A block without parts is its own text. */
function ownLeaf(element: Element): Element | undefined {
  const leaves = [...element.querySelectorAll(LEAF)];
  if (leaves.length === 0 && element.firstElementChild === null) return element;
  return leaves.find((leaf) => leaf.closest(BLOCK) === element);
}

function isChecked(element: Element): boolean {
  const box = [...element.querySelectorAll('input[type="checkbox"], [role="checkbox"]')].find(
    (each) => each.closest(BLOCK) === element,
  );
  if (box === undefined) return false;
  return box.matches(':checked') || box.hasAttribute('checked') || box.getAttribute('aria-checked') === 'true';
}
