import type { FailureFacts } from '../../base/failure.ts';
import type { ConversationId, JobId, PageId } from '../../base/ids.ts';
import type { Message } from '../../chat/conversation.ts';
import type { JobView } from '../../jobs/job-view.ts';
import type { Job } from '../../jobs/job.ts';
import type { Connections, HealthLine, Unwatch } from '../../messages/desk.ts';
import { healthLines } from '../../messages/service-health.ts';
import type { Settings } from '../../settings/settings.ts';
import type { SyncView } from '../../mirror/sync-view.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { settingsIn } from './settings-in.ts';
import { viewOf } from './view-of.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** Stored state as it changes, in whichever context: rows written by the worker wake every watcher in a few milliseconds. */
export interface LiveViews {
  job(id: JobId, show: (view: JobView | undefined) => void): Unwatch;
  latest(pageId: PageId, show: (view: JobView | undefined) => void): Unwatch;
  health(show: (lines: readonly HealthLine[]) => void): Unwatch;
  settings(show: (settings: Settings) => void): Unwatch;
  connections(show: (connections: Connections) => void): Unwatch;
  /** Finished jobs with their answers, newest first; chats have their own list. */
  recent(limit: number, show: (views: readonly JobView[]) => void): Unwatch;
  messages(
    id: ConversationId,
    show: (messages: readonly Message[], views: ReadonlyMap<JobId, JobView>) => void,
  ): Unwatch;
}

export const NO_CONNECTIONS: Connections = { claude: { state: 'missing' }, notion: [], mode: 'session', locked: false };

/**
 * @param onTrouble told when a watched store cannot be read, and with nothing when it can be again
 */
export function createLiveViews(
  words: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): LiveViews {
  const watch = <Value>(query: () => Promise<Value>, show: (value: Value) => void): Unwatch =>
    watchQuery(query, show, onTrouble);
  const seen = async (job: Job | undefined): Promise<JobView | undefined> =>
    job === undefined ? undefined : viewOf(words, job);

  const connections = async (): Promise<Connections> => {
    const row = await words.meta.get('connections');
    return row?.key === 'connections' ? row.value : NO_CONNECTIONS;
  };

  return {
    job: (id, show) => watch(async () => seen(await words.jobs.get(id)), show),

    latest: (pageId, show) =>
      watch(async () => {
        const [job] = await words.jobs
          .where('[input.target.pageId+createdAt]')
          .between([pageId, 0], [pageId, Number.POSITIVE_INFINITY])
          .reverse()
          .filter(({ input }) => input.action !== 'chat')
          .limit(1)
          .toArray();
        return seen(job);
      }, show),

    health: (show) =>
      watch(async () => {
        const [services, breakers, looks, settings, connected] = await Promise.all([
          words.services.toArray(),
          words.breakers.toArray(),
          words.looks.toArray(),
          settingsIn(words),
          connections(),
        ]);
        return healthLines({ services, breakers, looks, settings, connections: connected }, Date.now());
      }, show),

    settings: (show) => watch(() => settingsIn(words), show),

    connections: (show) => watch(connections, show),

    recent: (limit, show) =>
      watch(async () => {
        const jobs = await words.jobs
          .orderBy('createdAt')
          .reverse()
          .filter(({ state, input }) => state === 'done' && input.action !== 'chat')
          .limit(limit)
          .toArray();
        const all = await Promise.all(jobs.map(seen));
        return all.filter((view) => view !== undefined);
      }, show),

    messages: (id, show) =>
      watch(
        async () => {
          const messages = await words.messages.where('conversationId').equals(id).sortBy('createdAt');
          const jobs = await words.jobs.bulkGet(messages.flatMap(({ jobId }) => (jobId === undefined ? [] : [jobId])));
          const views = await Promise.all(jobs.map(seen));
          const pairs = views.flatMap((view) => (view === undefined ? [] : [[view.job.id, view] as const]));
          return { messages, views: new Map(pairs) };
        },
        ({ messages, views }) => show(messages, views),
      ),
  };
}

/** How far the mirror of each workspace is. What only the sync itself needs to know stays behind. */
export function watchSyncs(
  mirror: MirrorDatabase,
  show: (syncs: readonly SyncView[]) => void,
  onTrouble: (failure: FailureFacts | undefined) => void,
): Unwatch {
  return watchQuery(
    () => mirror.syncs.toArray(),
    (rows) => show(rows.map(({ machine: _own, ...view }) => view)),
    onTrouble,
  );
}
