import type { Action, Material } from '../actions/action.ts';
import { parsePageId } from '../base/ids.ts';
import type { PageId } from '../base/ids.ts';
import { parseAddress } from '../mirror/address.ts';
import type { Page } from '../mirror/page.ts';
import type { JobInput } from '../jobs/job.ts';
import type { Progress } from '../jobs/job.ts';
import type { AnswerPorts } from './answer-ports.ts';

/** Pages read beside the one asked about. Each costs two requests of Notion's budget. */
const MOST_RELATED = 16;
/**
 * Read at once. A person waits for them, so they are no background work; and as few are under way, a search typed
 * meanwhile comes next.
 */
const AT_ONCE = 4;

/** Reads what an action works from: the page, for a brief also its relations one hop out and the pages that it links. */
export async function gather(
  ports: AnswerPorts,
  input: JobInput,
  page: Page,
  action: Action,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Material> {
  const history = await ports.history(input);
  const wanted = readBeside(input, page, action).slice(0, MOST_RELATED);
  const read: (Page | undefined)[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    tell({ doing: 'reading', done: at + 1, total: wanted.length + 1 });
    const batch = wanted.slice(at, at + AT_ONCE).map((id) => ports.readRelated(id, page, signal));
    read.push(...(await Promise.all(batch)));
  }
  return { page, related: read.filter((one) => one !== undefined), history };
}

/** What is read beside the page: what it leads to where the action asks for that, else what the person named. */
const readBeside = ({ pages = [] }: JobInput, page: Page, { gather: reach }: Action): readonly PageId[] =>
  reach === 'page-and-relations' ? leadsTo(page) : pages.map(({ pageId }) => pageId).filter((id) => id !== page.id);

/** Pages that a page leads to: its relations first, then its parent's place among links in the text, each once. */
export function leadsTo(page: Page): readonly PageId[] {
  const related = page.properties.flatMap(({ pages }) => pages ?? []);
  const linked = page.blocks.flatMap((block) => [
    ...(block.kind === 'page' && block.url !== undefined ? [block.url] : []),
    ...(block.mentions ?? []).flatMap(({ kind, url }) => (kind === 'page' && url !== undefined ? [url] : [])),
  ]);
  const ids = linked.flatMap((url) => parseAddress(url)?.pageId ?? parsePageId(url) ?? []);
  return [...new Set([...related, ...ids])].filter((id) => id !== page.id);
}
