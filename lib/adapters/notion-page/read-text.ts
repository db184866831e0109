import { parseAddress, pageUrl } from '../../mirror/address.ts';
import type { Mention } from '../../text/block.ts';
import { SILENT } from './selectors.ts';

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

/** What a person reads in an element: line breaks kept, formulas as their source, icons left out. */
export function readText(element: Element): string {
  return textOf(element).trim();
}

function textOf(node: Node): string {
  if (node.nodeType === TEXT_NODE) return node.nodeValue ?? '';
  if (node.nodeType !== ELEMENT_NODE) return '';
  const element = node as Element;
  if (element.tagName === 'BR') return '\n';
  if (element.tagName === 'IMG')
    return element.classList.contains('notion-emoji') ? (element.getAttribute('alt') ?? '') : '';
  if (element.matches('.katex')) return sourceOf(element);
  if (element.matches(SILENT)) return '';
  return [...element.childNodes].map(textOf).join('');
}

/** The TeX that Notion's typesetter keeps beside what it draws. */
function sourceOf(katex: Element): string {
  return katex.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? katex.textContent ?? '';
}

/** Pages that a text mentions. People and dates look alike there: they are left to the text. */
export function readMentions(element: Element, base: string): readonly Mention[] {
  return [...element.querySelectorAll('a.notion-page-mention-token[href]')].flatMap((link): readonly Mention[] => {
    const url = pageAt(link, base);
    return url === undefined ? [] : [{ kind: 'page', text: readText(link), url }];
  });
}

/** The page that a link leads to. */
export function pageAt(link: Element | null, base: string): string | undefined {
  const href = URL.parse(link?.getAttribute('href') ?? '', base)?.href;
  const place = href === undefined ? undefined : parseAddress(href);
  return place === undefined ? undefined : pageUrl(place.pageId, place.blockId);
}

/** The separate pieces of text in a card or row, in reading order. */
export function readPieces(element: Element): readonly string[] {
  if (element.matches(SILENT)) return [];
  const parts = [...element.children].filter((child) => readText(child) !== '');
  if (parts.length === 0 || hasOwnText(element)) return [readText(element)].filter((text) => text !== '');
  return parts.flatMap(readPieces);
}

function hasOwnText(element: Element): boolean {
  return [...element.childNodes].some((node) => node.nodeType === TEXT_NODE && (node.nodeValue ?? '').trim() !== '');
}
