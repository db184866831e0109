import type { Tab } from '../browsers/browser.ts';
import type { World } from '../world/start.ts';
import { storedRows } from './own-databases.ts';

interface Head {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
}

/** A workspace of this size is mirrored within a minute's budget; the machine may be busy. */
const SYNC_MS = 90_000;

/** Ids of what the mirror holds with its content. `page` shows one of the extension's pages. */
export async function mirroredIds(page: Tab): Promise<ReadonlySet<string>> {
  const heads = (await storedRows(page, 'mirror', 'heads')) as readonly Head[];
  return new Set(heads.filter(({ state }) => state === 'mirrored').map(({ id }) => id.replaceAll('-', '')));
}

/** Ids of everything that a token sees, without dashes: pages, rows and databases. */
export function visibleIds({ notion }: World, token: string): readonly string[] {
  const connection = notion.connection(token);
  if (connection === undefined) throw new Error(`No connection has the token ${token}`);
  return [...notion.pages(), ...notion.databases()]
    .filter((one) => one.inTrash !== true && notion.canSee(connection, one.id))
    .map(({ id }) => id.replaceAll('-', ''));
}

/** Waits until everything that the tokens see is mirrored. */
export async function untilMirrored(page: Tab, world: World, ...tokens: readonly string[]): Promise<void> {
  await page.waitFor(
    'the whole mirror',
    async () => {
      const here = await mirroredIds(page);
      return tokens.every((token) => visibleIds(world, token).every((id) => here.has(id)));
    },
    { timeoutMs: SYNC_MS },
  );
}
