import type { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import type { PageTarget } from '../jobs/job.ts';
import type { DrillGround } from '../resilience/drill.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';

const CLAUDE = 'api.anthropic.com';
/** Copies that were read last, looked through for the one that a person opened last. */
const LOOKED_THROUGH = 400;
const LATEST_JOBS = 20;

/** Who is asked first, and who serves models of the Claude family. */
export function groundOf({ model, provider, providers }: Settings): DrillGround {
  const hostOf = (id: ProviderId): string =>
    new URL(providers.find((each) => each.id === id)?.baseUrl ?? `https://${CLAUDE}`).hostname;
  const gateways = providers.filter(({ id }) => id.startsWith('gateway:')).map(({ id }) => hostOf(id));
  return { model, host: hostOf(provider), claudeHosts: [...new Set([CLAUDE, ...gateways])] };
}

/** The page to try things on: one that is on this device, pinned before worked on lately before opened lately. */
export async function pageToTry(words: WordsDatabase, mirror: MirrorDatabase): Promise<PageTarget | undefined> {
  const [kits, jobs, read] = await Promise.all([
    mirror.kits.toCollection().primaryKeys(),
    words.jobs.orderBy('createdAt').reverse().limit(LATEST_JOBS).toArray(),
    mirror.pages.orderBy('readAt').reverse().limit(LOOKED_THROUGH).primaryKeys(),
  ]);
  const heads = (await mirror.heads.bulkGet(read)).filter((head) => head?.kind === 'page');
  const opened = heads.toSorted((one, other) => (other?.visitedAt ?? 0) - (one?.visitedAt ?? 0));
  const worked = jobs.flatMap(({ input }) => input.target?.pageId ?? []);
  const wanted = [...kits, ...worked, ...opened.flatMap((head) => head?.id ?? []), ...read];
  for (const id of wanted.slice(0, LOOKED_THROUGH)) {
    const page = await mirror.pages.get(id);
    if (page !== undefined && page.blocks.length > 0) return { pageId: page.id, title: page.title, url: page.url };
  }
  return undefined;
}
