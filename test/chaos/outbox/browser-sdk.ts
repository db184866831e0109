import { Client, LogLevel } from '@notionhq/client';
import { asOutboxId } from '../../../lib/base/ids.ts';
import { chunksOf } from '../../../lib/markup/chunks.ts';
import { toApiBlocks } from '../../../lib/markup/to-api-blocks.ts';
import { bylineOf } from '../../../lib/outbox/byline.ts';
import type { Operation } from '../../../lib/outbox/operation.ts';
import type { World } from '../../world/start.ts';
import { operationsOf } from './browser-proposals.ts';
import { countTexts, standingOf } from './browser-standing.ts';
import { placeOf, WORKSPACES } from './browser-workspaces.ts';
import type { Placed } from './browser-play.ts';

/** What became of a schedule that was written by the Notion SDK with its own retries and nothing else. */
export interface BareFate {
  readonly finished: boolean;
  readonly lost: boolean;
  readonly duplicated: boolean;
}

/**
 * The same schedules, in a world of their own, by the SDK as it comes: what it does not bring to its end is not taken up
 * again, and what was in memory is gone when the process dies.
 */
export async function playBare(placed: readonly Placed[], world: World): Promise<readonly BareFate[]> {
  let life = 0;
  const deaths = placed.flatMap(({ plan }) => plan.deaths);
  const timers = deaths.map((ms) => setTimeout(() => void (life += 1), ms));
  for (const { plan } of placed)
    for (const { action, skip, times } of plan.faults)
      world.faults.add({ ...action, writes: true, saying: `${plan.token}w`, skip, times });
  const runs = placed.map(async ({ plan, at }) => {
    if (plan.fate === 'decline') return;
    const born = life;
    const alive = (): void => {
      if (life !== born) throw new Error('The process died.');
    };
    for (const [index, { operation }] of operationsOf(plan, at).entries())
      await write(world, at, operation, `${plan.token}w${index}`, alive).catch(() => undefined);
  });
  await Promise.all(runs);
  for (const timer of timers) clearTimeout(timer);
  while (world.notion.later.waiting > 0) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    world.notion.later.settle();
  }
  return placed.map(({ plan, at }) =>
    fateOf(world, plan.token, at, plan.fate === 'decline' ? [] : operationsOf(plan, at)),
  );
}

async function write(world: World, at: number, operation: Operation, name: string, alive: () => void): Promise<void> {
  const place = placeOf(at);
  const notion = new Client({
    auth: `ntn_${(WORKSPACES[place.workspace] ?? 'Ash').toLowerCase()}_full`,
    baseUrl: `http://127.0.0.1:${world.plain.notionApi}`,
    notionVersion: '2026-03-11',
    logLevel: LogLevel.ERROR,
    logger: () => {},
  });
  const send = async (path: string, method: 'post' | 'patch', body: Record<string, unknown>): Promise<Made> => {
    alive();
    return await notion.request<Made>({ path, method, body });
  };
  const entry = bareEntry(name);
  const byline = toApiBlocks([bylineOf(entry)]);
  switch (operation.kind) {
    case 'append': {
      const made = await send(`blocks/${operation.page}/children`, 'patch', { children: byline });
      return await appendAll(send, made.results?.[0]?.id ?? '', operation);
    }
    case 'create': {
      const { parent, title, values } = operation;
      const made = await send('pages', 'post', {
        parent: parent.kind === 'page' ? { page_id: parent.id } : { data_source_id: parent.dataSource },
        properties: { title: { title: [{ text: { content: title } }] }, ...writeNotes(values) },
        children: byline,
      });
      return await appendAll(send, made.id ?? '', operation);
    }
    case 'set-properties':
      return void (await send(`pages/${operation.page}`, 'patch', { properties: writeNotes(operation.values) }));
    case 'replace-text': {
      const updates = operation.edits.map(({ before, after }) => ({ old_str: before, new_str: after }));
      const body = { type: 'update_content', update_content: { content_updates: updates } };
      return void (await send(`pages/${operation.page}/markdown`, 'patch', body));
    }
    case 'comment': {
      const rich_text = [{ text: { content: operation.text } }];
      return void (await send('comments', 'post', { parent: { page_id: operation.page }, rich_text }));
    }
  }
}

interface Made {
  readonly id?: string;
  readonly results?: readonly { readonly id: string }[];
}

type Send = (path: string, method: 'post' | 'patch', body: Record<string, unknown>) => Promise<Made>;

/** Portions one after the other; those below a block of an earlier one are left to the first alone, as many tools do. */
async function appendAll(send: Send, to: string, { content }: Extract<Operation, { content: unknown }>): Promise<void> {
  const ids: string[] = [];
  for (const { under, blocks } of chunksOf(content)) {
    const [top] = under;
    const below = top === undefined ? to : (ids[top] ?? to);
    const made = await send(`blocks/${below}/children`, 'patch', { children: toApiBlocks(blocks) });
    if (under.length === 0) ids.push(...(made.results ?? []).map(({ id }) => id));
  }
}

function writeNotes(values: Extract<Operation, { values: unknown }>['values']): Record<string, unknown> {
  const notes = values['Notes'];
  if (notes?.type !== 'rich_text') return {};
  return { Notes: { rich_text: [{ text: { content: notes.text } }] } };
}

const bareEntry = (name: string) => ({
  id: asOutboxId(name),
  origin: { label: `Note ${name}`, sources: [], addresses: [] },
  createdAt: Date.parse('2026-11-21T12:00:00Z'),
});

function fateOf(
  { notion }: World,
  token: string,
  at: number,
  wanted: readonly { readonly operation: Operation }[],
): BareFate {
  const standing = wanted.map(({ operation }, index) =>
    standingOf(notion, { id: bareEntry(`${token}w${index}`).id, operation }, `${token}w${index}`),
  );
  const counts = new Map<string, number>();
  for (const page of notion.pages()) {
    if (!page.inTrash && (page.id === placeOf(at).page || page.title.includes(`${token}w`)))
      countTexts(page.blocks, counts);
  }
  const twice = [...counts].some(([text, count]) => count > 1 && text.includes(`${token}w`));
  return {
    finished: standing.every(({ whole }) => whole),
    lost: standing.some(({ whole, copies }) => !whole && copies <= 1),
    duplicated: twice || standing.some(({ copies }) => copies > 1),
  };
}
