import type { ConnectionId, PageId } from '../base/ids.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { PageRecord, SourceRecord } from './notion-reader.ts';
import type { PageHead } from './page-head.ts';
import type { Page } from './page.ts';

/** Where and when a list showed something. */
export interface Listed {
  readonly connection: ConnectionId;
  readonly workspace: string;
  /** Number of the full pass that showed it; absent in others. */
  readonly seenIn?: number;
}

/** What becomes of a head, and whether the record is kept until the content was read with it. */
export interface Reconciled {
  readonly head: PageHead;
  readonly keep: boolean;
}

/** Notion rounds times of editing down to the minute: what was read within it may lack its last edit. */
const ROUNDED_TO_MS = 60_000;

/** Whether the content on the device is the one that Notion had when it was last heard of. */
export function isCurrent({ state, editedAt, readEdit, readAt }: PageHead): boolean {
  if (state !== 'mirrored' || readAt === undefined) return false;
  if (editedAt === undefined) return true;
  return readEdit !== undefined && readEdit >= editedAt && readAt >= editedAt + ROUNDED_TO_MS;
}

type Told = Pick<Page, 'title' | 'icon' | 'parent' | 'properties'>;

/** What a list tells of a page, as one text to compare. Titles that Notion leaves empty get their name on the device. */
export function recordPrint({ title, icon, parent, properties }: Told): string {
  const named = title.trim() === '' ? 'Untitled' : title;
  return fingerprint(named, icon ?? '', parent ?? '', ...properties.flatMap(({ name, text }) => [name, text]));
}

/** What a listed page means for the head that is held; `undefined` when nothing is to be written. */
export function reconcile(
  before: PageHead | undefined,
  record: PageRecord,
  { connection, workspace, seenIn }: Listed,
): Reconciled | undefined {
  const listedAs = recordPrint(record);
  if (before?.connection === connection && tellsNothing(before, record, listedAs)) {
    const revived = revive(before);
    const isNoted = revived === before && before.seenIn === (seenIn ?? before.seenIn);
    return isNoted ? undefined : { head: { ...revived, ...given({ seenIn }) }, keep: false };
  }
  const { id, title, icon, url, parent, database, inBlock, editedAt, createdAt, makers } = record;
  const around = inBlock !== undefined && before?.inBlock === inBlock ? before.parent : undefined;
  const head: PageHead = {
    ...kept(before),
    ...given({ seenIn, icon, parent: parent ?? around, database, inBlock, editedAt, createdAt, makers }),
    id,
    connection,
    workspace,
    kind: database === undefined ? 'page' : 'row',
    title,
    url,
    people: [...new Set(record.properties.flatMap(({ people }) => people ?? []))],
    state: before?.fingerprint === undefined ? 'listed' : 'mirrored',
    bytes: before?.bytes ?? 0,
    listedAs,
  };
  return { head, keep: true };
}

/** Notion's lists lag: an older state than the one that is held tells nothing but that the page is there. */
function tellsNothing(before: PageHead, { editedAt = 0 }: PageRecord, listedAs: string): boolean {
  const held = before.editedAt ?? 0;
  return editedAt < held || (before.listedAs === listedAs && editedAt === held);
}

/** What a listed data source means for the head of its database. */
export function reconcileSource(
  before: PageHead | undefined,
  source: SourceRecord,
  { connection, workspace, seenIn }: Listed,
  url: string,
): PageHead {
  const { database: id, title, icon, parent, inBlock, editedAt } = source;
  const columns = source.columns.flatMap(({ name, type }) => [name, type]);
  const listedAs = fingerprint(title, icon ?? '', parent ?? '', source.description, ...columns);
  const held = before?.fingerprint !== undefined && before.listedAs === listedAs;
  return {
    ...kept(before),
    ...given({ seenIn, icon, parent, inBlock, editedAt }),
    id,
    connection,
    workspace,
    kind: 'database',
    title: title === '' ? (before?.title ?? '') : title,
    url: before?.url ?? url,
    people: [],
    // Made on the device from columns and rows: it is made again when either has changed.
    state: held ? 'mirrored' : 'listed',
    bytes: before?.bytes ?? 0,
    listedAs,
  };
}

/** What the device knows of a page by itself. Trouble with its content ends with an edit. */
function kept(before: PageHead | undefined): Partial<PageHead> {
  if (before === undefined) return {};
  const { readAt, readEdit, fingerprint: print, doc, indexedAs, visitedAt, seenIn } = before;
  return given({ readAt, readEdit, fingerprint: print, doc, indexedAs, visitedAt, seenIn });
}

type Given<Fields> = { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** The fields that have a value. */
function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}

/** A page that was lost and is shown again. */
function revive(head: PageHead): PageHead {
  if (head.state !== 'lost') return head;
  const { lostAt: _, ...rest } = head;
  return { ...rest, state: head.fingerprint === undefined ? 'listed' : 'mirrored' };
}

/** Notion shows a page no longer. What was read of it stays; of one that was never read, the mark alone. */
export function lose(head: PageHead, at: number): PageHead {
  return head.state === 'lost' ? head : { ...head, state: 'lost', lostAt: at };
}

/**
 * Pages that a full listing did not show, and that Notion is to be asked for: of a tree that is gone, its top alone.
 * Lists lag and leave out, so nothing is lost because of a list.
 */
export function unseen(heads: ReadonlyMap<PageId, PageHead>, pass: number): readonly PageHead[] {
  const missing = (head: PageHead | undefined): boolean =>
    head !== undefined && head.state !== 'lost' && (head.seenIn ?? 0) < pass;
  return [...heads.values()].filter((head) => {
    const above = head.parent === undefined ? undefined : heads.get(head.parent);
    return missing(head) && !missing(above);
  });
}
