import type { PageId } from '../base/ids.ts';
import { pageIn } from '../mirror/address.ts';
import type { GapPage } from './gap.ts';

/** A link from a page to another, with the line that it stands in. */
export interface Lead {
  readonly to: PageId;
  readonly line: string;
  /** The words of the link, or the name of the property. */
  readonly words: string;
}

/** Every page that a page leads to by links, mentions and relations, each once, with where it says so. */
export function leadsOf(page: GapPage): readonly Lead[] {
  const leads = new Map<PageId, Lead>();
  const note = (url: string | undefined, line: string, words: string): void => {
    const to = url === undefined ? undefined : pageIn(url);
    if (to !== undefined && to !== page.id && !leads.has(to)) leads.set(to, { to, line, words });
  };
  for (const { name, pages = [], text } of page.properties)
    for (const to of pages)
      if (to !== page.id && !leads.has(to)) leads.set(to, { to, line: `${name}: ${text}`, words: name });
  for (const { url, text, mentions = [] } of page.blocks) {
    note(url, text, text);
    for (const mention of mentions)
      if (mention.kind === 'page' || mention.kind === 'database') note(mention.url, text, mention.text);
  }
  return [...leads.values()];
}
