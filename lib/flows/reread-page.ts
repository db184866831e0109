import { Failure } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Page } from '../mirror/page.ts';
import { pullPage } from './pull.ts';
import type { Connected, ReadPorts } from './read-page.ts';

export interface RereadPorts extends Pick<ReadPorts, 'clock' | 'pages' | 'connections'> {
  /** Whether a page may be stored: an excluded one, or one in an excluded place, is not. */
  mayKeep(page: Pick<Page, 'id' | 'parent'>): Promise<boolean>;
}

/** What a workspace says of a page that it does not show; another one may show it. */
const NOT_THERE: ReadonlySet<FailureCode> = new Set<FailureCode>(['notion-not-shared', 'notion-restricted']);

/**
 * Reads a page from Notion, whatever copy there is, and keeps it.
 * @param beside the workspace that is asked first: that of the page which leads here
 * @throws Failure where no workspace gives it; the copy stays as it was. `notion-restricted` for an excluded page
 */
export async function rereadPage(
  ports: RereadPorts,
  id: PageId,
  beside: ConnectionId | undefined,
  signal: AbortSignal,
): Promise<Page> {
  if (!(await ports.mayKeep({ id }))) throw new Failure('notion-restricted');
  const [kept, open] = await Promise.all([ports.pages.get(id), ports.connections()]);
  const page = await throughFirst(ports, id, kept, inOrder(open, kept?.connection ?? beside), signal);
  if (!(await ports.mayKeep(page))) throw new Failure('notion-restricted');
  await ports.pages.put(page);
  return page;
}

async function throughFirst(
  { clock }: RereadPorts,
  id: PageId,
  kept: Page | undefined,
  connections: readonly Connected[],
  signal: AbortSignal,
): Promise<Page> {
  let why = new Failure('no-notion-token');
  for (const { id: connection, workspace, reader } of connections) {
    const copy = kept?.connection === connection ? { kept } : {};
    try {
      return await pullPage({ clock, reader, connection, workspace, ...copy }, { pageId: id }, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      if (why.code === 'no-notion-token' || NOT_THERE.has(why.code)) why = error;
    }
  }
  throw why;
}

function inOrder(connections: readonly Connected[], first: ConnectionId | undefined): readonly Connected[] {
  return connections.toSorted((one, other) => Number(other.id === first) - Number(one.id === first));
}
