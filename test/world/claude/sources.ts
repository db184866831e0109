import { textField, type JsonObject } from '../exchange.ts';
import type { Citation } from './events.ts';
import { blocksOf, citationsEnabled, flatten, textOf, turnsOf, type Block } from './prompt.ts';
import { plain, sentencesOf } from './words.ts';

/** A piece of given text that an answer may use; with `cite` it must say where it found it. */
export interface Source {
  readonly text: string;
  readonly heading: boolean;
  readonly cite: ((citedText: string) => Citation) | undefined;
  /** Text that a citation quotes, exactly as it was given. */
  readonly given: string;
}

/** What may be cited: search results and documents with citations enabled, numbered over the whole conversation. */
export function citableSources(body: JsonObject): Source[] {
  const blocks = turnsOf(body).flatMap((turn) => flatten(turn.content));
  const documents = blocks.filter((block) => block['type'] === 'document');
  const results = blocks.filter((block) => block['type'] === 'search_result');
  return [
    ...results.flatMap((block, index) => (citationsEnabled(block) ? searchResultSources(block, index) : [])),
    ...documents.flatMap((block, index) => (citationsEnabled(block) ? documentSources(block, index) : [])),
  ];
}

function searchResultSources(block: Block, index: number): Source[] {
  return itemsOf(block['content']).map((given, at) =>
    source(given, (cited) => ({
      type: 'search_result_location',
      cited_text: cited,
      source: String(block['source']),
      title: typeof block['title'] === 'string' ? block['title'] : null,
      search_result_index: index,
      start_block_index: at,
      end_block_index: at + 1,
    })),
  );
}

function documentSources(block: Block, index: number): Source[] {
  const given = block['source'];
  const inner: Block = typeof given === 'object' && given !== null ? { ...given } : {};
  const head = {
    document_index: index,
    document_title: typeof block['title'] === 'string' ? block['title'] : null,
    file_id: null,
  };
  if (inner['type'] === 'content') {
    return itemsOf(inner['content']).map((text, at) =>
      source(text, (cited) => ({
        type: 'content_block_location',
        cited_text: cited,
        ...head,
        start_block_index: at,
        end_block_index: at + 1,
      })),
    );
  }
  const data = typeof inner['data'] === 'string' && inner['type'] === 'text' ? inner['data'] : '';
  return sentencesOf(data).map(({ text, start, end }) =>
    source(text, (cited) => ({
      type: 'char_location',
      cited_text: cited,
      ...head,
      start_char_index: start,
      end_char_index: end,
    })),
  );
}

function itemsOf(content: unknown): string[] {
  return blocksOf(content).map((item) => (typeof item['text'] === 'string' ? item['text'] : ''));
}

function source(given: string, cite: Source['cite']): Source {
  return { text: plain(given), heading: /^\s*#{1,6}\s/.test(given), cite, given };
}

/** The text that was given as data: documents that are not to be cited, tool results, and tagged blocks in the turns. */
export function plainSources(body: JsonObject): Source[] {
  const blocks = turnsOf(body).flatMap((turn) => (turn.role === 'user' ? flatten(turn.content) : []));
  return blocks.flatMap((block) => {
    if (block['type'] === 'text') return fencedIn(String(block['text'])).flatMap(linesOf);
    if (citationsEnabled(block)) return [];
    if (block['type'] === 'search_result') return itemsOf(block['content']).flatMap(linesOf);
    if (block['type'] !== 'document') return [];
    const given = block['source'];
    const inner: Block = typeof given === 'object' && given !== null ? { ...given } : {};
    return linesOf(inner['type'] === 'content' ? itemsOf(inner['content']).join('\n') : textField(inner, 'data'));
  });
}

/** Sentences line by line, so that headings and list items stay apart; code and table tags are left out. */
export function linesOf(text: string): Source[] {
  return text.split('\n').flatMap((line): Source[] => {
    const heading = /^\s*#{1,6}\s/.test(line);
    const cleaned = plain(line);
    if (cleaned === '' || /^[`$-]{2,}/.test(line.trim())) return [];
    if (heading) return [{ text: cleaned, heading, cite: undefined, given: line }];
    return sentencesOf(cleaned).map((sentence) => ({
      text: sentence.text.trim(),
      heading: false,
      cite: undefined,
      given: sentence.text,
    }));
  });
}

const OPENING = /^[ \t]*<([a-z][\w-]*)(?:\s[^<>]*)?(?<!\/)>/gim;

interface Fence {
  readonly start: number;
  readonly end: number;
  readonly inner: string;
}

/** Tagged blocks that begin a line, outermost first; a tag of the same name within does not close them. */
function fences(text: string): Fence[] {
  const found: Fence[] = [];
  OPENING.lastIndex = 0;
  for (let opening = OPENING.exec(text); opening; opening = OPENING.exec(text)) {
    const name = opening[1] ?? '';
    const bodyStart = opening.index + opening[0].length;
    const closing = closingOf(text, name, bodyStart);
    if (closing === undefined) continue;
    found.push({ start: opening.index, end: closing + name.length + 3, inner: text.slice(bodyStart, closing) });
    OPENING.lastIndex = closing + name.length + 3;
  }
  return found;
}

function closingOf(text: string, name: string, from: number): number | undefined {
  const tag = new RegExp(`<(/?)${name}(?:\\s[^<>]*)?(/?)>`, 'gi');
  tag.lastIndex = from;
  let depth = 1;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    if (match[2] === '/') continue;
    depth += match[1] === '/' ? -1 : 1;
    if (depth === 0) return match.index;
  }
  return undefined;
}

export function fencedIn(text: string): string[] {
  return fences(text).map((fence) => fence.inner);
}

/** A text without its tagged blocks: what is asked, not what it is asked about. */
export function outsideFences(text: string): string {
  let at = 0;
  let kept = '';
  for (const fence of fences(text)) {
    kept += text.slice(at, fence.start);
    at = fence.end;
  }
  return (kept + text.slice(at)).trim();
}

/** What the last turn of a person asks. */
export function instructionOf(body: JsonObject): string {
  const last = turnsOf(body).findLast((turn) => turn.role === 'user' && textOf(turn.content) !== '');
  return last ? outsideFences(textOf(last.content)) : '';
}
