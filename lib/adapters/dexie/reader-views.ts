import type { FailureFacts } from '../../base/failure.ts';
import type { PageId } from '../../base/ids.ts';
import type { MirrorDesk, ReaderPage, ReaderPlace, ReaderRow, ReaderRows } from '../../messages/reader-desk.ts';
import { pageIn } from '../../mirror/address.ts';
import type { PageHead } from '../../mirror/page-head.ts';
import type { Page } from '../../mirror/page.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { watchQuery } from './watch-query.ts';

export type ReaderViews = Pick<MirrorDesk, 'watchPage' | 'watchRows' | 'watchRead'>;

/** No tree of pages is deeper; a ring of parents ends here. */
const DEEPEST_PATH = 24;
const MOST_CHILDREN = 500;
/** Rows are read by so many at a time: the first stand on the screen while the rest comes. */
const ROWS_AT_ONCE = 200;

/** So many of the newest copies are looked through: a sync reads rows by the hundred, and people look for pages. */
const MOST_LOOKED_THROUGH = 8_000;
const LOOKED_THROUGH_AT_ONCE = 400;

/** Copies of pages as the Reader shows them, watched where they lie. Reads only. */
export function createReaderViews(
  mirror: MirrorDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): ReaderViews {
  return {
    watchPage: (id, show) => watchQuery(() => readerPage(mirror, id), show, onTrouble),
    watchRead: (limit, show) => watchQuery(() => readLately(mirror, limit), show, onTrouble),
    watchRows(database, show) {
      let turn = 0;
      const unwatch = watchQuery(
        () => rowHeads(mirror, database),
        (rows) => {
          turn += 1;
          const mine = turn;
          void readRows(mirror, rows, show, () => mine === turn).catch(() => undefined);
        },
        onTrouble,
      );
      return () => {
        turn += 1;
        unwatch();
      };
    },
  };
}

/** What a person had open comes first, then pages as they were read; rows that nobody opened are left out. */
async function readLately(mirror: MirrorDatabase, limit: number): Promise<readonly ReaderPlace[]> {
  const found: { readonly id: PageId; readonly head: PageHead | undefined }[] = [];
  for (let from = 0; found.length < limit && from < MOST_LOOKED_THROUGH; from += LOOKED_THROUGH_AT_ONCE) {
    const newest = mirror.pages.orderBy('readAt').reverse();
    const ids = await newest.offset(from).limit(LOOKED_THROUGH_AT_ONCE).primaryKeys();
    const heads = await mirror.heads.bulkGet(ids);
    found.push(...ids.map((id, at) => ({ id, head: heads[at] })).filter(({ head }) => isLookedFor(head)));
    if (ids.length < LOOKED_THROUGH_AT_ONCE) break;
  }
  const wanted = found
    .toSorted((one, other) => (other.head?.visitedAt ?? 0) - (one.head?.visitedAt ?? 0))
    .slice(0, limit);
  const headless = await mirror.pages.bulkGet(wanted.flatMap(({ id, head }) => (head === undefined ? [id] : [])));
  const pages = new Map(headless.flatMap((page) => (page === undefined ? [] : [[page.id, page] as const])));
  return wanted.flatMap(({ id, head }) => {
    const page = pages.get(id);
    if (head !== undefined) return [placeOfHead(head, true)];
    return page === undefined ? [] : [placeOfPage(page)];
  });
}

const isLookedFor = (head: PageHead | undefined): boolean =>
  head === undefined || head.visitedAt !== undefined || head.kind !== 'row';

async function readerPage(mirror: MirrorDatabase, id: PageId): Promise<ReaderPage | undefined> {
  const [kept, head] = await Promise.all([mirror.pages.get(id), mirror.heads.get(id)]);
  const page = kept ?? (await bareTable(mirror, head));
  if (page === undefined) return undefined;
  const [path, links, under] = await Promise.all([
    pathTo(mirror, head?.parent ?? page.parent),
    placesOf(mirror, linkedFrom(page)),
    mirror.heads.where('parent').equals(id).limit(MOST_CHILDREN).toArray(),
  ]);
  const children = under.filter(({ kind, state }) => kind !== 'row' && state !== 'lost');
  const here = await idsHere(
    mirror,
    children.map((child) => child.id),
  );
  const rows = page.blocks.some(({ kind, url }) => kind === 'row' && url !== undefined);
  return {
    page,
    kind: head?.kind ?? (rows && page.properties.length === 0 ? 'database' : 'page'),
    path,
    children: children.map((child) => placeOfHead(child, here.has(child.id))),
    links,
    ...(head?.lostAt !== undefined && { lostAt: head.lostAt }),
  };
}

/** A database that was not put together yet, some of whose rows are here: they can be read all the same. */
async function bareTable(mirror: MirrorDatabase, head: PageHead | undefined): Promise<Page | undefined> {
  if (head?.kind !== 'database') return undefined;
  const rows = mirror.heads.where('parent').equals(head.id);
  const read = await rows.filter(({ kind, state }) => kind === 'row' && state === 'mirrored').first();
  if (read?.readAt === undefined) return undefined;
  return {
    id: head.id,
    connection: head.connection,
    workspace: head.workspace,
    title: head.title,
    url: head.url,
    properties: [],
    blocks: [],
    readAt: read.readAt,
    completeness: { seen: 'api', missingBlocks: 0, moreRows: true },
    fingerprint: '',
    ...(head.icon !== undefined && { icon: head.icon }),
    ...(head.parent !== undefined && { parent: head.parent }),
  };
}

async function pathTo(mirror: MirrorDatabase, from: PageId | undefined): Promise<readonly ReaderPlace[]> {
  const path: ReaderPlace[] = [];
  const seen = new Set<PageId>();
  let next = from;
  while (next !== undefined && !seen.has(next) && path.length < DEEPEST_PATH) {
    seen.add(next);
    const [head, here] = await Promise.all([mirror.heads.get(next), idsHere(mirror, [next])]);
    const page = head === undefined && here.size > 0 ? await mirror.pages.get(next) : undefined;
    if (head === undefined && page === undefined) break;
    if (head !== undefined) path.unshift(placeOfHead(head, here.size > 0));
    if (page !== undefined) path.unshift(placeOfPage(page));
    next = head?.parent ?? page?.parent;
  }
  return path;
}

/** Every page that the text and the properties lead to. */
function linkedFrom(page: Page): readonly PageId[] {
  const urls = page.blocks.flatMap(({ url, mentions }) => [
    ...(url === undefined ? [] : [url]),
    ...(mentions ?? []).flatMap((mention) => mention.url ?? []),
  ]);
  const ids = urls.flatMap((url) => pageIn(url) ?? []);
  return [...new Set([...page.properties.flatMap(({ pages }) => pages ?? []), ...ids])];
}

async function placesOf(mirror: MirrorDatabase, ids: readonly PageId[]): Promise<ReadonlyMap<PageId, ReaderPlace>> {
  const [heads, here] = await Promise.all([mirror.heads.bulkGet([...ids]), idsHere(mirror, ids)]);
  const headless = ids.filter((id, at) => heads[at] === undefined && here.has(id));
  const pages = await mirror.pages.bulkGet(headless);
  return new Map([
    ...heads.flatMap((head) => (head === undefined ? [] : [[head.id, placeOfHead(head, here.has(head.id))] as const])),
    ...pages.flatMap((page) => (page === undefined ? [] : [[page.id, placeOfPage(page)] as const])),
  ]);
}

async function idsHere(mirror: MirrorDatabase, ids: readonly PageId[]): Promise<ReadonlySet<PageId>> {
  if (ids.length === 0) return new Set();
  return new Set(await mirror.pages.where('id').anyOf(ids).primaryKeys());
}

async function rowHeads(mirror: MirrorDatabase, database: PageId): Promise<readonly PageHead[]> {
  const under = await mirror.heads.where('parent').equals(database).toArray();
  return under.filter(({ kind, state }) => kind === 'row' && state !== 'lost');
}

/** @param wanted false once a newer list came or nobody watches any more */
async function readRows(
  mirror: MirrorDatabase,
  heads: readonly PageHead[],
  show: (rows: ReaderRows) => void,
  wanted: () => boolean,
): Promise<void> {
  const rows: ReaderRow[] = [];
  if (heads.length === 0) show({ rows, known: 0 });
  for (let at = 0; at < heads.length; at += ROWS_AT_ONCE) {
    const some = heads.slice(at, at + ROWS_AT_ONCE);
    const ids = some.map(({ id }) => id);
    // What lists said of a row stands in for its content until that is read.
    const [pages, records] = await Promise.all([mirror.pages.bulkGet(ids), mirror.records.bulkGet(ids)]);
    if (!wanted()) return;
    rows.push(
      ...some.map((head, index) => ({
        ...placeOfHead(head, pages[index] !== undefined),
        url: head.url,
        properties: pages[index]?.properties ?? records[index]?.properties ?? [],
      })),
    );
    show({ rows: [...rows], known: heads.length });
  }
}

function placeOfHead(head: PageHead, here: boolean): ReaderPlace {
  return {
    id: head.id,
    title: head.title,
    kind: head.kind,
    here,
    workspace: head.workspace,
    ...(head.icon !== undefined && { icon: head.icon }),
    ...(head.readAt !== undefined && { readAt: head.readAt }),
  };
}

function placeOfPage(page: Page): ReaderPlace {
  return {
    id: page.id,
    title: page.title,
    kind: 'page',
    here: true,
    readAt: page.readAt,
    ...(page.workspace !== undefined && { workspace: page.workspace }),
    ...(page.icon !== undefined && { icon: page.icon }),
  };
}
