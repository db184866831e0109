import type { PageId } from '../base/ids.ts';
import { parseAddress } from '../mirror/address.ts';
import { pageUrl } from '../mirror/address.ts';
import type { Page } from '../mirror/page.ts';

/** An address as it stands in running text, without the signs that close a sentence or a bracket around it. */
const ADDRESS = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}’”]/gu;

/** The addresses that stand in a text as words. */
export const addressesInText = (text: string): readonly string[] => text.match(ADDRESS) ?? [];

/** Every address that a page as it was read holds, its own first: what is made from it may hold these. */
export function addressesRead({ url, blocks, properties }: Page): readonly string[] {
  const found = new Set([url]);
  for (const block of blocks) {
    if (block.url !== undefined) found.add(block.url);
    for (const mention of block.mentions ?? []) if (mention.url !== undefined) found.add(mention.url);
    for (const address of addressesInText(block.text)) found.add(address);
  }
  for (const { text, pages = [] } of properties) {
    for (const address of addressesInText(text)) found.add(address);
    for (const id of pages) found.add(pageUrl(id));
  }
  return [...found];
}

/** The pages that a page names by its relations, its mentions and the pages in it. */
export function pagesNamed({ id, blocks, properties }: Page): readonly PageId[] {
  const named = new Set([id, ...properties.flatMap(({ pages }) => pages ?? [])]);
  const urls = blocks.flatMap(({ url, mentions }) => [url, ...(mentions ?? []).map((mention) => mention.url)]);
  for (const url of urls) {
    const page = url === undefined ? undefined : parseAddress(url)?.pageId;
    if (page !== undefined) named.add(page);
  }
  return [...named];
}
