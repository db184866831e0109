import type { PageId } from '../base/ids.ts';
import { pageIn } from '../mirror/address.ts';
import type { Page } from '../mirror/page.ts';
import { partNamed } from './brief-words.ts';

/** A page that another one leads to, and how much it is likely to say about it. */
export interface Lead {
  readonly id: PageId;
  /** Up to 4 for a relation, 2 for a link; the more of one kind a page leads to, the less each is worth. */
  readonly worth: number;
}

/** A page that leads to more than this is a list: what it leads to says little about it. */
const MANY = 12;

/** The sixth of a relation is worth half of the first: every relation is looked at before one is read to its end. */
const fading = (at: number): number => 5 / (5 + at);

/** Pages that a page leads to, each once: relations first, those named like a part of a brief before others, then links. */
export function leadsFrom(page: Page): readonly Lead[] {
  const related = page.properties.flatMap(({ name, pages = [] }) =>
    pages.map((id, at) => ({ id, worth: (partNamed(name) === undefined ? 3 : 4) * fading(at) })),
  );
  const linked = page.blocks.flatMap((block) => [
    ...(block.kind === 'page' && block.url !== undefined ? [block.url] : []),
    ...(block.mentions ?? []).flatMap(({ kind, url }) => (kind === 'page' && url !== undefined ? [url] : [])),
  ]);
  const links = linked.flatMap((url) => {
    const id = pageIn(url);
    return id === undefined ? [] : [{ id, worth: 2 }];
  });
  const leads = new Map<PageId, Lead>();
  for (const lead of [...related, ...links]) {
    if (lead.id !== page.id && !leads.has(lead.id)) leads.set(lead.id, lead);
  }
  const share = Math.min(1, MANY / leads.size);
  return [...leads.values()].map(({ id, worth }) => ({ id, worth: Math.max(worth * share, 0.5) }));
}
