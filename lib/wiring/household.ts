import { actionFor } from '../actions/action-for.ts';
import { createGapSource } from '../adapters/dexie/gap-source.ts';
import { createAnswerStore } from '../adapters/dexie/answer-store.ts';
import { createBreakerStore } from '../adapters/dexie/breaker-store.ts';
import { createChatStore } from '../adapters/dexie/chat-store.ts';
import { createDraftStore } from '../adapters/dexie/draft-store.ts';
import { createIndexUpkeep } from '../adapters/dexie/index-upkeep.ts';
import { createJobStore } from '../adapters/dexie/job-store.ts';
import { createKitViews } from '../adapters/dexie/kit-views.ts';
import { createLiveViews } from '../adapters/dexie/live-views.ts';
import { createMetaStore } from '../adapters/dexie/meta-store.ts';
import { guardWithRoom } from '../adapters/dexie/make-room.ts';
import { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import { createPageStore } from '../adapters/dexie/page-store.ts';
import { placeIn } from '../adapters/dexie/place-in.ts';
import type { MirrorSource } from '../adapters/dexie/search-source.ts';
import { createReportStore } from '../adapters/dexie/report-store.ts';
import { createScheduleStore } from '../adapters/dexie/schedule-store.ts';
import { createSearchStore } from '../adapters/dexie/search-store.ts';
import { createSyncStore } from '../adapters/dexie/sync-store.ts';
import { createStepStore } from '../adapters/dexie/step-store.ts';
import { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { createDrillViews } from '../adapters/dexie/drill-views.ts';
import { rehearse } from '../adapters/fetch-door/rehearse.ts';
import { createFetchDoor } from '../adapters/fetch-door/fetch-door.ts';
import { findBrowserModel } from '../adapters/built-in-model/browser-model.ts';
import { isReachGranted, watchGrantedHosts } from '../adapters/browser/granted-hosts.ts';
import { readManagedStorage } from '../adapters/browser/managed-storage.ts';
import { sessionMemory } from '../adapters/browser/session-memory.ts';
import { createStayAwake } from '../adapters/browser/stay-awake.ts';
import { consoleLog, systemChance, systemClock } from '../adapters/browser/system.ts';
import { openKeyRecords } from '../adapters/vault/key-records.ts';
import { createRememberingVault } from '../adapters/vault/remembering-vault.ts';
import { createVault } from '../adapters/vault/vault.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import { keepBreakersApart } from '../flows/drill-apart.ts';
import { createToolAsks } from '../flows/chat-tools-asks.ts';
import { stepsByPrivacy } from '../flows/private-way.ts';
import { createIndexKeeper } from '../flows/keep-index.ts';
import { isLeftOut, mayKeep } from '../flows/sync-control.ts';
import { computeRun } from '../flows/report-run.ts';
import { createJobRunner } from '../flows/run-jobs.ts';
import type { Page } from '../mirror/page.ts';
import { composeActivity } from './activity.ts';
import { refusesKeyMode } from '../settings/managed-rules.ts';
import { createManagedVault } from '../settings/managed-vault.ts';
import { composeAutofill } from './autofill.ts';
import { toolPortsOf, withOutcomes } from './chat-tools.ts';
import { composeBudget } from './budget.ts';
import { createHealth } from './health.ts';
import { composeOutbox } from './outbox.ts';
import type { Row } from './outbox.ts';
import { composeQueue } from './queue.ts';
import { letRun } from './let-run.ts';
import { reportPortsOf } from './report.ts';
import { composeSchedules } from './schedules.ts';
import { createDrill } from './drill-desk.ts';
import { createManaged } from './managed.ts';
import { createModelPorts } from './model-ports.ts';
import { createNotionConnections } from './notion-connections.ts';
import { createSyncDesk } from './sync-desk.ts';
import { kitKeeperOf, quietRereadPortsOf } from './reader-kits.ts';
import { answerPortsOf } from './answer-ports.ts';

/** Everything that lives as long as one life of the worker. Building it touches no disk and no network. */
export type Household = ReturnType<typeof composeHousehold>;

/** @param search where searches look, which is there before anything else */
export function composeHousehold(search: MirrorSource) {
  const clock = systemClock;
  const chance = systemChance;
  const log = consoleLog;
  const words = new WordsDatabase();
  const mirror = new MirrorDatabase();
  const managed = createManaged(readManagedStorage, log);
  const vault = createManagedVault(createRememberingVault(createVault(openKeyRecords(), sessionMemory)), async (mode) =>
    refusesKeyMode(await managed.current(), mode),
  );
  const granted = watchGrantedHosts();
  const guard = guardWithRoom(words, mirror);
  const meta = createMetaStore(words, guard, managed.current);
  const awake = createStayAwake();
  const drill = createDrill(
    {
      clock,
      log,
      words,
      mirror,
      meta,
      house: () => ({ ...base, answerPorts }),
      async ended() {
        letRun(queue.renewed(), log, 'drill');
        letRun(sync.freed(), log, 'drill');
        letRun(outbox.recover(), log, 'drill');
      },
    },
    awake.hold,
  );
  const { activity, network } = composeActivity(
    { clock, log, words, guard, keptDays: async () => (await meta.settings()).activityDays, isDrill: drill.wasOn },
    (url, init) => fetch(url, init),
  );
  const way = rehearse(network, drill.rules);
  const door = createFetchDoor(granted, way);
  const isOnline = (): boolean => navigator.onLine && !drill.isOffline();
  const index = createIndexKeeper({ upkeep: createIndexUpkeep(mirror), clock, log });
  const stores = {
    jobs: createJobStore(words, guard),
    answers: createAnswerStore(words, guard),
    steps: stepsByPrivacy(createStepStore(words, guard), () => meta.settings()),
    breakers: keepBreakersApart(createBreakerStore(words, guard), drill.current),
    drafts: createDraftStore(words, clock, guard),
    searches: createSearchStore(words, guard),
    chats: createChatStore(words, guard),
    reports: createReportStore(words, guard),
    schedules: createScheduleStore(words, guard),
    pages: createPageStore(mirror, guard, () => letRun(index.tend(), log, 'index')),
  };
  const syncStore = createSyncStore(mirror);
  const health = createHealth({
    clock,
    log,
    words,
    guard,
    breakers: stores.breakers,
    fetch: way,
    drill,
  });
  const { observe } = health;
  const models = createModelPorts({
    clock,
    log,
    record: activity.record,
    vault,
    meta,
    door,
    network: way,
    isOnline,
    mayReach: isReachGranted,
    findBrowserModel,
    managed,
    steps: createStepStore(words, guard),
  });
  const notion = createNotionConnections({
    vault,
    door,
    clock,
    chance,
    log,
    isOnline,
    observe,
    record: activity.record,
    breakers: stores.breakers,
    memory: sessionMemory,
  });
  const base = {
    clock,
    chance,
    log,
    words,
    mirror,
    vault,
    meta,
    models,
    notion,
    health,
    activity,
    managed,
    action: actionFor,
    index,
    search,
    ...stores,
    mayKeep: (page: Pick<Page, 'id' | 'parent'>) => mayKeep(syncStore, page),
    isLeftOut: (page: Pick<Page, 'id' | 'parent'>) => isLeftOut(syncStore, page),
    placeOf: (page: PageId) => placeIn(mirror, page),
  };
  const budget = composeBudget({ ...base, guard, record: activity.record, settings: meta.settings });
  const toolAsks = createToolAsks(clock);
  const reportPorts = reportPortsOf(base);
  const answerPorts = answerPortsOf({
    ...base,
    budget,
    tools: toolPortsOf(base, () => outbox, toolAsks),
    told: withOutcomes(() => outbox),
    gaps: { clock, ...createGapSource(words, mirror, guard) },
    computeRun: (id, signal, tell) => computeRun(reportPorts, id, signal, tell),
  });
  const runner = createJobRunner(answerPorts, chance.id(), awake.hold, (id) => {
    queue.rested(id);
    scheduler.rested(id);
  });
  const queue = composeQueue({
    ...answerPorts,
    chats: stores.chats,
    runner,
    isOnline: async () => (await drill.current()) === undefined && isOnline(),
  });
  const outbox = composeOutbox({
    clock,
    chance,
    log,
    words,
    guard,
    record: activity.record,
    notion,
    rowOf: (page) => rowOf(mirror, page),
    settings: meta.settings,
    parentOf: async (page) => (await mirror.heads.get(page))?.parent,
    isOnline: async () => (await drill.current()) === undefined && isOnline(),
    hold: awake.hold,
  });
  const scheduler = composeSchedules(
    { ...base, settings: meta.settings, runner, autofill: () => autofill },
    { ...base, readPage: answerPorts.readPage, propose: outbox.propose },
  );
  const reread = quietRereadPortsOf(base);
  const autofill = composeAutofill({
    words,
    guard,
    answerPorts,
    notion,
    reread,
    outbox,
    hold: awake.hold,
    batches: models.claude.batches,
    rested: () => scheduler.rested(),
    heads: () => mirror.heads.toArray(),
    budget,
    log,
  });
  const kits = kitKeeperOf(base, runner, guard, awake.hold);
  const unguarded = createPageStore(mirror, undefined, () => letRun(index.tend(), log, 'index'));
  const sync = createSyncDesk({ clock, log, mirror, meta, pages: unguarded, store: syncStore, notion }, awake.hold);
  const onTrouble = (failure: FailureFacts | undefined): void => {
    if (failure !== undefined) log.warn('stored state cannot be watched', { code: failure.code });
  };
  const views = {
    ...createLiveViews(words, onTrouble),
    ...createKitViews(words, mirror, onTrouble),
    ...createDrillViews(words, onTrouble),
  };
  return { ...base, answerPorts, toolAsks, runner, queue, outbox, scheduler, autofill, kits, sync, drill, views };
}

/** What the mirror knows of a page as a row. */
async function rowOf({ heads, pages }: MirrorDatabase, id: PageId): Promise<Row | undefined> {
  const [head, page] = await Promise.all([heads.get(id), pages.get(id)]);
  if (head?.database === undefined || page === undefined) return undefined;
  return { database: head.database, properties: page.properties.map(({ name }) => name) };
}
