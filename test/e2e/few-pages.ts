import type { Workspace, WorldBlock, WorldPage } from '../world/model.ts';
import { loadSampleWorkspaces } from '../world/workspace/load.ts';
import { DATABASES, pageId, PAGES } from '../world/workspace/ids.ts';

const BELOW: ReadonlySet<string> = new Set([
  PAGES.handbook,
  PAGES.home,
  pageId('odd'),
  DATABASES.Projects.dataSourceId,
  DATABASES.Meetings.dataSourceId,
]);
const LISTS = new Set(['Projects', 'Meetings']);

/**
 * The sample company with some sixty of its pages and two of its databases, and its client whole: few enough to be
 * mirrored within one minute's budget.
 */
export function fewPages(): readonly Workspace[] {
  const [company, client] = loadSampleWorkspaces();
  if (company === undefined || client === undefined) throw new Error('The sample has two workspaces');
  const pages = company.pages.filter(isKept);
  const databases = company.databases.filter(({ title }) => LISTS.has(title));
  const kept = new Set([...pages, ...databases].map(({ id }) => id));
  return [{ ...company, databases, pages: pages.map((page) => withoutLost(page, kept)) }, client];
}

function isKept({ parent, blocks }: WorldPage): boolean {
  if (parent.type === 'workspace') return true;
  return BELOW.has(parent.id) && blocks.length > 0;
}

function withoutLost(page: WorldPage, kept: ReadonlySet<string>): WorldPage {
  const leadsNowhere = ({ type, target }: WorldBlock): boolean =>
    (type === 'child_page' || type === 'child_database') && !kept.has(target ?? '');
  return { ...page, blocks: page.blocks.filter((block) => !leadsNowhere(block)) };
}
