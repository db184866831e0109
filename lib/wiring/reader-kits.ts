import { createKitStore } from '../adapters/dexie/kit-store.ts';
import type { Guard } from '../adapters/dexie/guard-storage.ts';
import type { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import type { PageId } from '../base/ids.ts';
import type { Clock, Log } from '../base/ports.ts';
import { createKitKeeper } from '../flows/kit-keeper.ts';
import type { KitKeeper } from '../flows/kit-keeper.ts';
import { rereadPage } from '../flows/reread-page.ts';
import type { RereadPorts } from '../flows/reread-page.ts';
import type { JobRunner } from '../flows/run-jobs.ts';
import type { Page } from '../mirror/page.ts';
import type { createNotionConnections } from './notion-connections.ts';

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  readonly words: WordsDatabase;
  readonly mirror: MirrorDatabase;
  readonly meta: Pick<MetaStore, 'settings'>;
  readonly pages: RereadPorts['pages'];
  readonly notion: Pick<ReturnType<typeof createNotionConnections>, 'connections'>;
  readonly mayKeep: RereadPorts['mayKeep'];
}

/** How a page is read again, exclusions obeyed. */
export function rereadPortsOf({ clock, pages, notion, mayKeep }: Parts): RereadPorts {
  return { clock, pages, connections: notion.connections, mayKeep };
}

/** The same behind everything that somebody waits for. */
export function quietRereadPortsOf(parts: Parts): RereadPorts {
  return {
    ...rereadPortsOf(parts),
    connections: async () =>
      (await parts.notion.connections()).map(({ background, ...connection }) => ({
        ...connection,
        reader: background,
      })),
  };
}

/** The keeper of offline kits over the real stores, Notion and the job runner. */
export function kitKeeperOf(
  parts: Parts,
  runner: Pick<JobRunner, 'start'>,
  guard: Guard,
  stayAwake: () => () => void,
): KitKeeper {
  const { clock, log, words, mirror, meta, pages } = parts;
  const reread = quietRereadPortsOf(parts);
  return createKitKeeper(
    {
      clock,
      pages,
      kits: createKitStore(mirror, guard),
      insideOf: (id) => guard(() => mirror.heads.where('parent').equals(id).primaryKeys()),
      read: (id, beside, signal) => rereadPage(reread, id, beside, signal),
      hasBrief: (id) => guard(async () => (await briefsOf(words, id)) > 0),
      async makeBrief({ id, title, url }: Page) {
        const { length } = await meta.settings();
        await runner.start({ action: 'brief', target: { pageId: id, title, url }, length, model: 'none' });
      },
    },
    stayAwake,
    (bug) => log.warn('kit broke', { bug: String(bug) }),
  );
}

/** Briefs of a page that are kept or on their way. */
function briefsOf(words: WordsDatabase, id: PageId): Promise<number> {
  return words.jobs
    .where('[input.target.pageId+createdAt]')
    .between([id, 0], [id, Number.POSITIVE_INFINITY])
    .filter(({ input, state }) => input.action === 'brief' && state !== 'failed' && state !== 'cancelled')
    .count();
}
