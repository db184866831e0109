import type { PageId } from '../base/ids.ts';
import type { Clock } from '../base/ports.ts';
import { findGaps } from '../gaps/find-gaps.ts';
import type { Gap, GapPage } from '../gaps/gap.ts';
import { scopeKey } from '../gaps/gap-check.ts';
import type { GapCheck, GapScope } from '../gaps/gap-check.ts';
import { inScope } from '../mirror/in-scope.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { Page } from '../mirror/page.ts';

export interface GapPorts {
  readonly clock: Pick<Clock, 'now'>;
  heads(): Promise<readonly PageHead[]>;
  pages(ids: readonly PageId[]): Promise<readonly Page[]>;
  /** Whether the mirror has listed everything at least once. */
  listed(): Promise<boolean>;
  kept(id: string): Promise<GapCheck | undefined>;
  keep(check: GapCheck): Promise<void>;
}

/** Read at once: the surface breathes between two batches, and few pages are held. */
const AT_ONCE = 100;

/**
 * Looks a part of the mirror through for what it lacks, and keeps what it found. Needs no model and no network. What
 * was put aside before stays aside.
 * @param tell how many of how many pages have been read
 * @throws Failure `storage-broken`, or the signal's reason
 */
export async function checkGaps(
  ports: GapPorts,
  scope: GapScope,
  signal: AbortSignal,
  tell: (done: number, total: number) => void,
): Promise<GapCheck> {
  const [heads, listed] = await Promise.all([ports.heads(), ports.listed()]);
  const wanted = inScope(heads, scope).filter(({ state }) => state !== 'lost');
  const here = wanted.filter(({ state }) => state === 'mirrored');
  const finder = findGaps({
    titles: new Map(heads.filter(({ state }) => state !== 'lost').map(({ id, title }) => [id, title])),
    lost: new Set(heads.filter(({ state }) => state === 'lost').map(({ id }) => id)),
    complete: listed,
  });
  for (let at = 0; at < here.length; at += AT_ONCE) {
    signal.throwIfAborted();
    tell(at, here.length);
    const batch = here.slice(at, at + AT_ONCE);
    const read = new Map((await ports.pages(batch.map(({ id }) => id))).map((page) => [page.id, page]));
    for (const head of batch) {
      const page = read.get(head.id);
      if (page !== undefined) finder.take(gapPage(head, page));
    }
  }
  signal.throwIfAborted();
  const id = scopeKey(scope);
  const now = ports.clock.now();
  const before = await ports.kept(id);
  const gaps = finder.found(now);
  const check: GapCheck = {
    id,
    scope,
    checkedAt: now,
    pages: here.length,
    notHere: wanted.length - here.length,
    complete: listed,
    gaps,
    ...newSince(before, gaps),
    aside: before?.aside ?? [],
  };
  await ports.keep(check);
  return check;
}

function newSince(before: GapCheck | undefined, gaps: readonly Gap[]): Pick<GapCheck, 'fresh' | 'since'> {
  if (before === undefined) return {};
  const known = new Set(before.gaps.map(({ key }) => key));
  return { fresh: gaps.flatMap(({ key }) => (known.has(key) ? [] : [key])), since: before.checkedAt };
}

function gapPage(head: PageHead, { title, url, properties, blocks }: Page): GapPage {
  const { id, kind, parent, editedAt, makers = [] } = head;
  return {
    id,
    title,
    url,
    kind,
    authors: makers,
    properties,
    blocks,
    ...(parent === undefined ? {} : { parent }),
    ...(editedAt === undefined ? {} : { editedAt }),
  };
}
