import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createNotionClient } from '../../lib/adapters/notion/notion-client.ts';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import { pullPage } from '../../lib/flows/pull.ts';
import { assemblePage } from '../../lib/mirror/assemble-page.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import { fingerprint } from '../../lib/text/fingerprint.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { openInProcess } from '../world/in-process.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { loadSampleWorkspaces } from '../world/workspace/load.ts';
import { handbookMissing } from './corpus/handbook.ts';

const HANDBOOK = new URL('../../../shared/data/handbook/sourcegraph/content/', import.meta.url).pathname;
const EDITED = Date.parse('2026-11-01T09:00:00Z');
const NEVER = new AbortController().signal;

/** The handbook's files as pages, named by their paths; `undefined` where the data is not on this machine. */
export function handbookPages(): ReadonlyMap<string, Page> | undefined {
  if (handbookMissing() !== undefined) return undefined;
  const files = globSync('**/*.md', { cwd: HANDBOOK }).toSorted();
  return new Map(files.map((file) => [file.replace(/\.md$/, ''), readFilePage(file)]));
}

function readFilePage(file: string): Page {
  const source = readFileSync(`${HANDBOOK}${file}`, 'utf8').replace(/^---\n[^]*?\n---\n/, '');
  const all = readMarkdown(source, 'v2').filter(({ text }) => text !== '');
  const first = all[0];
  // Notion keeps the title beside the content.
  const titled = first?.kind === 'heading';
  const id = parsePageId(fingerprint(file));
  if (id === undefined) throw new Error(`${file} gives no id`);
  return assemblePage({
    id,
    connection: asConnectionId('handbook'),
    workspace: 'Handbook',
    title: titled ? first.text : basename(file, '.md').replaceAll(/[-_]/g, ' '),
    url: `https://app.notion.com/p/${id.replaceAll('-', '')}`,
    properties: [],
    blocks: titled ? all.slice(1) : all,
    editedAt: EDITED,
    readAt: EDITED,
    completeness: { seen: 'api', missingBlocks: 0 },
  });
}

/** Every page and row of both sample workspaces, read through the real client from the simulated Notion. */
export async function samplePages(): Promise<readonly Page[]> {
  const time = new VirtualTime();
  const world = openInProcess({ clock: time, workspaces: loadSampleWorkspaces() });
  world.budget.perMinute = 1_000_000;
  const read = async (): Promise<readonly Page[]> => {
    const pages: Page[] = [];
    for (const { name, token } of WORKSPACES) {
      const reader = createNotionClient({
        token: () => Promise.resolve(new Secret(token)),
        fetch: world.fetch,
        clock: time,
        chance: { id: () => 'id', unit: () => 0.5 },
        log: { info: () => {}, warn: () => {} },
        online: () => true,
        pace: { initial: createPace(1_000_000) },
      });
      const workspace = loadSampleWorkspaces().find((one) => one.name === name);
      for (const { id, hiddenFromApi } of workspace?.pages ?? []) {
        const pageId = parsePageId(id);
        if (pageId === undefined || hiddenFromApi === true) continue;
        pages.push(
          await pullPage({ reader, clock: time, connection: asConnectionId(name), workspace: name }, { pageId }, NEVER),
        );
      }
    }
    return pages;
  };
  return time.run(read());
}

const WORKSPACES = [
  { name: 'Fernway', token: 'ntn_fernway_full' },
  { name: 'Tidewater Couriers', token: 'ntn_tidewater_full' },
];
