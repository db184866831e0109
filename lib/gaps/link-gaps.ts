import type { PageId } from '../base/ids.ts';
import { MOST_EVIDENCE, evidenceOf } from './gap.ts';
import type { Evidence, Gap, GapFinder, GapPage, KnownPages } from './gap.ts';
import { leadsOf } from './leads-to.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A page that was edited within three months is looked after. */
const UNTOUCHED_MS = 90 * DAY_MS;
/** What it describes changed at least so much later than itself. */
const LATER_MS = 30 * DAY_MS;
/** Fewer changes behind its back say little. */
const LEAST_CHANGED = 2;

type Described = Pick<GapPage, 'id' | 'title' | 'url' | 'kind' | 'parent' | 'editedAt'> & {
  readonly leads: readonly { readonly to: PageId; readonly line: string }[];
};

/** What links tell: pages that are missing, pages left behind by what they describe, and pages that nothing leads to. */
export function findLinkGaps({ titles, lost, complete }: KnownPages): GapFinder {
  const pages = new Map<PageId, Described>();
  const missing = new Map<PageId, { words: string; pages: number; evidence: Evidence[] }>();
  const led = new Set<PageId>();

  return {
    take(page) {
      const { id, title, url, kind, parent, editedAt } = page;
      const leads = leadsOf(page);
      for (const lead of leads) {
        led.add(lead.to);
        if (!lost.has(lead.to) && (titles.has(lead.to) || !complete)) continue;
        const gone = missing.get(lead.to) ?? { words: lead.words, pages: 0, evidence: [] };
        gone.pages += 1;
        if (gone.evidence.length < MOST_EVIDENCE) gone.evidence.push(evidenceOf(page, lead.line));
        missing.set(lead.to, gone);
      }
      pages.set(id, {
        id,
        title,
        url,
        kind,
        leads,
        ...(parent === undefined ? {} : { parent }),
        ...(editedAt === undefined ? {} : { editedAt }),
      });
    },
    found: (now) => [
      ...[...missing].map(([id, gone]) => missingPage(id, titles.get(id) ?? gone.words, gone)),
      ...[...pages.values()].flatMap((page) => stale(page, pages, now) ?? []),
      ...[...pages.values()].filter((page) => isOrphan(page, led, titles)).map(orphan),
    ],
  };
}

function missingPage(
  id: PageId,
  subject: string,
  { pages, evidence }: { readonly pages: number; readonly evidence: readonly Evidence[] },
): Gap {
  return { key: `missing-page:${id}`, kind: 'missing-page', subject, pages, weight: 2 * pages, evidence };
}

/** A page about pages that have moved on: it leads to several that were edited long after it. */
function stale(page: Described, pages: ReadonlyMap<PageId, Described>, now: number): Gap | undefined {
  const { id, title, url, editedAt } = page;
  // A row stands beside what it relates to and does not describe it.
  if (editedAt === undefined || now - editedAt < UNTOUCHED_MS || page.kind !== 'page') return undefined;
  const changed = page.leads
    .flatMap(({ to }) => pages.get(to) ?? [])
    .filter((other) => (other.editedAt ?? 0) - editedAt >= LATER_MS && other.parent !== id)
    .toSorted((one, other) => (other.editedAt ?? 0) - (one.editedAt ?? 0));
  if (changed.length < LEAST_CHANGED) return undefined;
  const age = (now - editedAt) / UNTOUCHED_MS;
  const own: Evidence = {
    pageId: id,
    title,
    url,
    quote: page.leads.find(({ to }) => to === changed[0]?.id)?.line ?? '',
    editedAt,
  };
  const others = changed.map((other): Evidence => ({
    pageId: other.id,
    title: other.title,
    url: other.url,
    quote: '',
    ...(other.editedAt === undefined ? {} : { editedAt: other.editedAt }),
  }));
  return {
    key: `stale:${id}`,
    kind: 'stale',
    subject: title,
    pages: changed.length,
    weight: changed.length * Math.log2(1 + age),
    evidence: [own, ...others].slice(0, MOST_EVIDENCE),
  };
}

/** Nothing leads to it, and the page that it stood under is not there. Rows are found by their database. */
function isOrphan(
  { id, kind, parent, title }: Described,
  led: ReadonlySet<PageId>,
  titles: ReadonlyMap<PageId, string>,
): boolean {
  return kind === 'page' && title !== '' && !led.has(id) && parent !== undefined && !titles.has(parent);
}

function orphan({ id, title, url, editedAt }: Described): Gap {
  const evidence = [{ pageId: id, title, url, quote: '', ...(editedAt === undefined ? {} : { editedAt }) }];
  return { key: `orphan:${id}`, kind: 'orphan', subject: title, pages: 1, weight: 0.5, evidence };
}
