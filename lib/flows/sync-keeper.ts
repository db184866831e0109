import { factsOf } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import { dueWork } from '../mirror/sync-state.ts';
import type { Wishes } from '../mirror/sync-plan.ts';
import type { Exclusion } from '../mirror/sync-view.ts';
import * as control from './sync-control.ts';
import type { SyncPorts, SyncTarget } from './sync-ports.ts';
import { syncWorkspace } from './sync.ts';
import type { Syncing } from './sync.ts';

/** Keeps the mirrors of all workspaces, one sync each at a time. */
export interface SyncKeeper {
  /** Goes on with what is due. Called at every start of the worker and by the alarm; costs little when nothing is. */
  tend(): Promise<void>;
  now(id: ConnectionId): Promise<void>;
  /** What the syncs waited for may be over: a key was saved or unlocked. */
  freed(): Promise<void>;
  /** What was learned with an earlier key holds no longer. */
  renewed(id: ConnectionId): Promise<void>;
  pause(id: ConnectionId): Promise<void>;
  resume(id: ConnectionId): Promise<void>;
  exclude(id: ConnectionId, exclusion: Exclusion): Promise<void>;
  include(id: ConnectionId, excluded: PageId): Promise<void>;
  forgetLost(id: ConnectionId): Promise<void>;
  forget(id: ConnectionId): Promise<void>;
  keepUnderCap(bytes: number): Promise<void>;
  /** A person has this page open: it and what belongs to it are read next. */
  visited(id: PageId): Promise<void>;
  /** Ends all syncs, runs `work`, and goes on. */
  around(work: () => Promise<void>): Promise<void>;
}

export interface KeeperPorts extends SyncPorts {
  targets(): Promise<readonly SyncTarget[]>;
  /** Holds the worker awake until its return value is called. */
  stayAwake(): () => void;
  /** Has the worker woken at that time. */
  wakeAt(time: number): void;
}

interface Running {
  readonly syncing: Syncing;
  readonly halt: AbortController;
  readonly ended: Promise<void>;
}

/** Why a sync was ended: it goes on from what is stored. */
class Halted extends Error {}

/** Related pages of an open page that count as its project. */
const MOST_RELATED = 200;

export function createSyncKeeper(ports: KeeperPorts): SyncKeeper {
  const { store, clock, log } = ports;
  const running = new Map<ConnectionId, Running>();
  let wishes: Omit<Wishes, 'pinned'> = { project: new Set() };

  const begin = (target: SyncTarget, asked: boolean): void => {
    if (running.has(target.id)) return;
    const release = ports.stayAwake();
    const halt = new AbortController();
    const syncing = syncWorkspace(ports, target, wishes, asked, halt.signal);
    const end = async (): Promise<void> => {
      try {
        await syncing.done;
      } catch (error) {
        if (!halt.signal.aborted) log.warn('sync broke', { code: factsOf(error).code, bug: String(error) });
      } finally {
        running.delete(target.id);
        release();
      }
      const until = (await store.row(target.id))?.machine.waiting?.until;
      if (until !== undefined && !halt.signal.aborted) ports.wakeAt(until);
    };
    const ended = end().catch((error: unknown) => log.warn('sync state cannot be read', { code: factsOf(error).code }));
    running.set(target.id, { syncing, halt, ended });
  };

  const halt = async (id: ConnectionId): Promise<void> => {
    const one = running.get(id);
    one?.halt.abort(new Halted());
    await one?.ended;
  };

  const tend = async (): Promise<void> => {
    const now = clock.now();
    for (const target of await ports.targets()) {
      const row = await store.row(target.id);
      if (row === undefined || dueWork(row.machine, now, false) !== undefined) begin(target, false);
    }
  };

  const targetOf = async (id: ConnectionId): Promise<SyncTarget | undefined> =>
    (await ports.targets()).find((target) => target.id === id);

  /** Changes what is stored of one sync while it does not run; afterwards all go on. */
  const change = async (id: ConnectionId, work: (target: SyncTarget) => Promise<void>): Promise<void> => {
    const target = await targetOf(id);
    if (target === undefined) return;
    await halt(id);
    await work(target);
    await tend();
  };

  const around = async (work: () => Promise<void>): Promise<void> => {
    await Promise.all([...running.keys()].map(halt));
    await work();
    await tend();
  };

  return {
    tend,
    async now(id) {
      const target = await targetOf(id);
      if (target !== undefined) begin(target, true);
    },
    async freed() {
      for (const target of await ports.targets()) {
        if ((await store.row(target.id))?.machine.waiting === undefined || running.has(target.id)) continue;
        await control.changeSync(ports, target, { type: 'progress' });
      }
      await tend();
    },
    async renewed(id) {
      await halt(id);
      await this.freed();
    },
    pause: (id) => change(id, (target) => control.changeSync(ports, target, { type: 'pause' })),
    resume: (id) => change(id, (target) => control.changeSync(ports, target, { type: 'resume' })),
    exclude: (id, exclusion) => change(id, (target) => control.exclude(ports, target, exclusion)),
    include: (id, excluded) => change(id, (target) => control.include(ports, target, excluded)),
    forgetLost: (id) => change(id, (target) => control.forgetLost(ports, target)),
    async forget(id) {
      await halt(id);
      await control.forgetWorkspace(ports, id);
    },
    keepUnderCap: (bytes) => around(() => control.keepUnderCap(ports, bytes)),
    async visited(id) {
      const head = await store.head(id);
      if (head === undefined || head.state === 'lost') return;
      const visitedAt = clock.now();
      await store.land([id], (_, before) => (before === undefined ? undefined : { head: { ...before, visitedAt } }));
      wishes = { open: id, project: await projectOf(ports, id) };
      for (const { syncing } of running.values()) syncing.wish(wishes);
    },
    around,
  };
}

/** What an open page belongs to: the pages above it, and those that it is related to. */
async function projectOf({ store, pages }: SyncPorts, id: PageId): Promise<ReadonlySet<PageId>> {
  const [page, record] = await Promise.all([pages.get(id), store.record(id)]);
  const related = [...(page?.properties ?? []), ...(record?.properties ?? [])].flatMap(({ pages: ids }) => ids ?? []);
  const project = new Set(related.slice(0, MOST_RELATED));
  for (let above = (await store.head(id))?.parent; above !== undefined && !project.has(above);) {
    project.add(above);
    above = (await store.head(above))?.parent;
  }
  return project;
}
