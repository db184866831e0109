import { Failure } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Clock } from '../base/ports.ts';
import { assemblePage, countMissing } from '../mirror/assemble-page.ts';
import type { NotionReader, PageRecord } from '../mirror/notion-reader.ts';
import type { Completeness, Page, Property, ScreenPage } from '../mirror/page.ts';
import { relationValue } from '../mirror/read-properties.ts';
import type { Block } from '../text/block.ts';
import { inTurns } from './in-turns.ts';
import { pullBlocks } from './pull-blocks.ts';
import { pullDatabase } from './pull-database.ts';

export interface PullPorts {
  /** Absent while no token is set. */
  readonly reader?: NotionReader;
  /** Reads the page from the tab that shows it; absent when no tab does. */
  readonly readScreen?: (signal: AbortSignal) => Promise<ScreenPage>;
  readonly clock: Clock;
  /** The page as it was read before. */
  readonly kept?: Page;
  readonly connection?: ConnectionId;
  readonly workspace?: string;
}

export interface PullTarget {
  readonly pageId: PageId;
}

/** Relations completed at once. */
const WIDTH = 4;

const MAYBE_DATABASE: ReadonlySet<FailureCode> = new Set<FailureCode>(['notion-not-shared', 'notion-refused-request']);

/**
 * Reads a page whole: properties, content, and what its Markdown left out. Where the API cannot give it, reads what is
 * on the screen, and says so in `completeness`.
 * @throws Failure of the API when there is no screen to read, or the screen cannot be read either
 */
export async function pullPage(ports: PullPorts, target: PullTarget, signal: AbortSignal): Promise<Page> {
  try {
    if (ports.reader === undefined) throw new Failure('no-notion-token');
    return await pullWhole(ports, ports.reader, target.pageId, signal);
  } catch (error) {
    if (!(error instanceof Failure) || ports.readScreen === undefined) throw error;
    signal.throwIfAborted();
    return pullScreen(ports, ports.readScreen, target.pageId, error, signal);
  }
}

/**
 * Reads what the tab shows of a page.
 * @param failure why the API did not give it: kept with the page, and thrown when the screen cannot be read either
 */
export async function pullScreen(
  ports: PullPorts,
  readScreen: (signal: AbortSignal) => Promise<ScreenPage>,
  id: PageId,
  failure: Failure,
  signal: AbortSignal,
): Promise<Page> {
  let screen: ScreenPage;
  try {
    screen = await readScreen(signal);
  } catch (error) {
    throw error instanceof Failure ? failure : error;
  }
  return assemblePage({
    ...placeOf(ports),
    id,
    ...screen,
    readAt: ports.clock.now(),
    completeness: {
      seen: 'screen',
      missingBlocks: 0,
      failure: failure.facts,
    },
  });
}

async function pullWhole(ports: PullPorts, reader: NotionReader, id: PageId, signal: AbortSignal): Promise<Page> {
  const place = placeOf(ports);
  const lately = readLately(ports);
  try {
    const { record, blocks } = await pullRecordAndBlocks(reader, id, lately, signal);
    const properties = await completeRelations(reader, record, signal);
    const completeness: Completeness = { seen: 'api', missingBlocks: countMissing(blocks) };
    const readAt = blocks === lately?.blocks ? lately.readAt : ports.clock.now();
    return assemblePage({ ...place, ...headOf(record), properties, blocks, readAt, completeness });
  } catch (error) {
    // Notion says "not found" of a database's id, or refuses the form of the request.
    if (!(error instanceof Failure) || !MAYBE_DATABASE.has(error.code)) throw error;
    const { record, blocks, moreRows } = await pullDatabase(reader, id, error, signal);
    const completeness: Completeness = { seen: 'api', missingBlocks: 0, ...(moreRows && { moreRows }) };
    const properties: readonly Property[] = [];
    return assemblePage({ ...place, ...headOf(record), properties, blocks, readAt: ports.clock.now(), completeness });
  }
}

/** Requests for what the Markdown of one page left out, where nobody waits for that page. */
const REFETCHES_UNWATCHED = { all: 60, blocks: 12 };

/**
 * Reads the content of a page whose properties came with a list: one request for most pages.
 * @throws Failure
 */
export async function pullListed(
  ports: Pick<PullPorts, 'clock' | 'connection' | 'workspace'>,
  reader: NotionReader,
  record: PageRecord,
  signal: AbortSignal,
): Promise<Page> {
  const blocks = await pullBlocks(reader, record.id, signal, REFETCHES_UNWATCHED);
  const properties = await completeRelations(reader, record, signal);
  const completeness: Completeness = { seen: 'api', missingBlocks: countMissing(blocks) };
  return assemblePage({
    ...placeOf(ports),
    ...headOf(record),
    properties,
    blocks,
    readAt: ports.clock.now(),
    completeness,
  });
}

/** A page whose content still holds, with what a list tells of it now. */
export async function pullProperties(
  reader: NotionReader,
  kept: Page,
  record: PageRecord,
  signal: AbortSignal,
): Promise<Page> {
  const { icon: _icon, parent: _parent, editedAt: _edited, fingerprint: _print, ...rest } = kept;
  return assemblePage({ ...rest, ...headOf(record), properties: await completeRelations(reader, record, signal) });
}

function placeOf(ports: Pick<PullPorts, 'connection' | 'workspace'>): Pick<Page, 'connection' | 'workspace'> {
  return {
    ...(ports.connection !== undefined && { connection: ports.connection }),
    ...(ports.workspace !== undefined && { workspace: ports.workspace }),
  };
}

type Head = Pick<Page, 'id' | 'title' | 'url' | 'icon' | 'parent' | 'editedAt'>;

function headOf({ id, title, url, icon, parent, editedAt }: Head): Head {
  return {
    id,
    title,
    url,
    ...(icon !== undefined && { icon }),
    ...(parent !== undefined && { parent }),
    ...(editedAt !== undefined && { editedAt }),
  };
}

/** Parts of a page may change without its time of editing, synced blocks for one: so long a copy is believed. */
const BELIEVED_MS = 5 * 60_000;
/** Notion rounds times of editing down to the minute: within it, two edits look like one. */
const ROUNDED_TO_MS = 60_000;

/** The kept copy, when it is young enough to stand for the content of a page that was not edited since. */
function readLately({ kept, clock }: PullPorts): Page | undefined {
  return kept?.completeness.seen === 'api' && clock.now() - kept.readAt < BELIEVED_MS ? kept : undefined;
}

function isUnedited(record: PageRecord, { editedAt, readAt }: Page): boolean {
  return editedAt !== undefined && record.editedAt === editedAt && readAt >= editedAt + ROUNDED_TO_MS;
}

/**
 * Both are asked for at once; when the record fails, the content is not waited for. It is not waited for either when
 * the record tells that the copy read lately still holds.
 */
async function pullRecordAndBlocks(
  reader: NotionReader,
  id: PageId,
  lately: Page | undefined,
  signal: AbortSignal,
): Promise<{ readonly record: PageRecord; readonly blocks: readonly Block[] }> {
  const both = new AbortController();
  const stop = (): void => both.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const content = pullBlocks(reader, id, both.signal);
    // Whoever leaves early does not hear of it any more.
    content.catch(() => undefined);
    const record = await Promise.race([reader.page(id, both.signal), failureOf(content)]);
    if (lately !== undefined && isUnedited(record, lately)) {
      both.abort();
      return { record, blocks: lately.blocks };
    }
    return { record, blocks: await content };
  } catch (error) {
    both.abort(error);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Settles only when the work fails. */
const failureOf = (work: Promise<unknown>): Promise<never> =>
  new Promise((_resolve, reject) => {
    work.catch(reject);
  });

/** Gives relations all their pages. One that cannot be completed stays marked as having more. */
async function completeRelations(
  reader: NotionReader,
  record: PageRecord,
  signal: AbortSignal,
): Promise<readonly Property[]> {
  return inTurns(record.properties, WIDTH, async (property) => {
    const propertyId = record.propertyIds.get(property.name);
    if (property.more !== true || property.type !== 'relation' || propertyId === undefined) return property;
    try {
      const pages = await reader.relatedPages(record.id, propertyId, signal);
      return { name: property.name, type: property.type, ...relationValue(pages) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return property;
    }
  });
}
