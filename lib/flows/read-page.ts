import { Failure } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Clock } from '../base/ports.ts';
import type { PageTarget } from '../jobs/job.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { PageStore } from '../mirror/page-store.ts';
import type { Page, ScreenPage } from '../mirror/page.ts';
import { pullPage, pullScreen } from './pull.ts';
import type { PullPorts } from './pull.ts';

/** One workspace that a token opens. */
export interface Connected {
  readonly id: ConnectionId;
  readonly workspace: string;
  readonly reader: NotionReader;
}

export interface ReadPorts {
  readonly clock: Clock;
  readonly pages: PageStore;
  connections(): Promise<readonly Connected[]>;
  /** Whether a page may be stored; left out, every page may. */
  mayKeep?(page: Page): Promise<boolean>;
  /** Whether a page is known to stand in a place that the person left out: it is not read then. Left out, none is. */
  isLeftOut?(page: Pick<Page, 'id' | 'parent'>): Promise<boolean>;
  /** Reads the tab that shows the page; absent when none is known. */
  screenOf(target: PageTarget): ((signal: AbortSignal) => Promise<ScreenPage>) | undefined;
}

/**
 * Reads the page in front of a person through whichever workspace shows it, else from the screen, else as it was kept.
 * @throws Failure when the page can be had nowhere: of the workspace that should have it, rather than of one that does not.
 * `page-excluded` for what was left out: nothing is read then, or given on where only reading shows where it stands
 */
export async function readPage(ports: ReadPorts, target: PageTarget, signal: AbortSignal): Promise<Page> {
  await refuseLeftOut(ports, { id: target.pageId });
  const [kept, open] = await Promise.all([ports.pages.get(target.pageId), ports.connections()]);
  const connections = preferring(open, kept?.connection);
  const readScreen = ports.screenOf(target);
  try {
    const page = await throughFirst(ports, connections, target.pageId, kept, readScreen, signal);
    await refuseLeftOut(ports, page);
    // A tab in which Notion did not load shows nothing of the page.
    const { failure } = page.completeness;
    const down = failure !== undefined && new Failure(failure).transient;
    if (down && page.blocks.length === 0 && kept !== undefined) return kept;
    const better = page.completeness.seen === 'api' || kept?.completeness.seen !== 'api';
    if (better && !isSame(page, kept)) await keep(ports, page);
    return page;
  } catch (error) {
    signal.throwIfAborted();
    // With Notion down and no tab to read, an old copy that says its age beats nothing.
    if (error instanceof Failure && error.transient && kept !== undefined) return kept;
    throw error;
  }
}

async function refuseLeftOut({ isLeftOut }: ReadPorts, page: Pick<Page, 'id' | 'parent'>): Promise<void> {
  if ((await isLeftOut?.(page)) === true) throw new Failure('page-excluded');
}

/** Ages are told in minutes: within one, an unchanged page is not written again. */
const SAME_AGE_MS = 60_000;

const isSame = (page: Page, kept: Page | undefined): boolean =>
  kept?.fingerprint === page.fingerprint &&
  kept.completeness.seen === page.completeness.seen &&
  kept.connection === page.connection &&
  page.readAt - kept.readAt < SAME_AGE_MS;

/** A page that another one leads to, through the workspace of that one. Kept, so that search finds it too. */
export async function readRelated(
  ports: ReadPorts,
  id: PageId,
  beside: Page,
  signal: AbortSignal,
): Promise<Page | undefined> {
  if ((await ports.isLeftOut?.({ id })) === true) return undefined;
  const kept = await ports.pages.get(id);
  const connection = preferring(await ports.connections(), beside.connection)[0];
  if (connection === undefined) return kept;
  try {
    const page = await pullPage(through(ports, connection, kept), { pageId: id }, signal);
    if ((await ports.isLeftOut?.(page)) === true) return undefined;
    if (!isSame(page, kept)) await keep(ports, page);
    return page;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure) return kept;
    throw error;
  }
}

/** A page that the device has no room for is still a page that was read. */
async function keep({ pages, mayKeep }: ReadPorts, page: Page): Promise<void> {
  try {
    if (mayKeep === undefined || (await mayKeep(page))) await pages.put(page);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

/** Asks one workspace after the other. One that is down or whose token has expired does not hide the page in another. */
async function throughFirst(
  ports: ReadPorts,
  connections: readonly Connected[],
  pageId: PageId,
  kept: Page | undefined,
  readScreen: ((signal: AbortSignal) => Promise<ScreenPage>) | undefined,
  signal: AbortSignal,
): Promise<Page> {
  let why: Failure | undefined;
  let from: PullPorts = { clock: ports.clock };
  for (const connection of connections) {
    const asked = through(ports, connection, kept);
    try {
      return await pullPage(asked, { pageId }, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      if (why !== undefined && why.code !== 'notion-not-shared') continue;
      if (why === undefined || error.code !== 'notion-not-shared') [why, from] = [error, asked];
    }
  }
  why ??= new Failure('no-notion-token');
  if (readScreen === undefined) throw why;
  return pullScreen(from, readScreen, pageId, why, signal);
}

const through = ({ clock }: ReadPorts, { id, workspace, reader }: Connected, kept: Page | undefined): PullPorts => ({
  clock,
  reader,
  connection: id,
  workspace,
  ...(kept?.connection === id && { kept }),
});

/** The workspace that gave the page last time comes first. */
function preferring(connections: readonly Connected[], first: ConnectionId | undefined): readonly Connected[] {
  return connections.toSorted((one, other) => Number(other.id === first) - Number(one.id === first));
}
