import type { PageId } from '../../lib/base/ids.ts';
import { pageIn } from '../../lib/mirror/address.ts';
import { cleanText } from '../../lib/text/clean-text.ts';
import type { Mention } from '../../lib/text/block.ts';
import { safeAddress } from '../kit/markdown.ts';

/** A stretch of text: plain, or leading to a page of Notion's or out of it. */
export type Run =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'page'; readonly text: string; readonly id: PageId }
  | { readonly kind: 'out'; readonly text: string; readonly href: string; readonly host: string };

const BARE_ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^]+/giu;
/** Signs at the end of an address that belong to the sentence around it. */
const SENTENCE_END = /[.,;:!?)\]]+$/u;

/** Text as a reader sees it, cut at the pages it mentions and at addresses. Characters that hide or reorder are gone. */
export function runsOf(text: string, mentions: readonly Mention[] = []): readonly Run[] {
  const whole = cleanText(text).text;
  const runs: Run[] = [];
  let at = 0;
  for (const mention of mentions) {
    const id = pageIn(mention.url ?? '');
    const words = cleanText(mention.text).text;
    const found = id === undefined || words === '' ? -1 : whole.indexOf(words, at);
    if (id === undefined || found === -1) continue;
    runs.push(...withAddresses(whole.slice(at, found)), { kind: 'page', text: words, id });
    at = found + words.length;
  }
  return [...runs, ...withAddresses(whole.slice(at))];
}

function withAddresses(text: string): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of text.matchAll(BARE_ADDRESS)) {
    const words = match[0].replace(SENTENCE_END, '');
    const address = safeAddress(words);
    if (address === undefined) continue;
    if (match.index > at) runs.push({ kind: 'text', text: text.slice(at, match.index) });
    const id = pageIn(address.href);
    runs.push(id === undefined ? { kind: 'out', text: words, ...address } : { kind: 'page', text: words, id });
    at = match.index + words.length;
  }
  if (at < text.length) runs.push({ kind: 'text', text: text.slice(at) });
  return runs;
}
