import { extension } from '../adapters/browser/extension.ts';
import { askForHosts, watchLeave } from '../adapters/browser/granted-hosts.ts';
import { openSidePanel } from '../adapters/browser/side-panel.ts';
import { systemChance, systemClock } from '../adapters/browser/system.ts';
import { targetInFront, targetOfTab, watchTabs } from '../adapters/browser/tabs.ts';
import { createChatShelf, createPromptShelf } from '../adapters/dexie/chat-shelf.ts';
import { createChatViews } from '../adapters/dexie/chat-views.ts';
import { createDraftStore } from '../adapters/dexie/draft-store.ts';
import { createDrillViews } from '../adapters/dexie/drill-views.ts';
import { createHealthViews } from '../adapters/dexie/health-views.ts';
import { watchUsed } from '../adapters/dexie/inventory-views.ts';
import { createKitViews } from '../adapters/dexie/kit-views.ts';
import { createLiveViews, watchSyncs } from '../adapters/dexie/live-views.ts';
import type { LiveViews } from '../adapters/dexie/live-views.ts';
import { guardWithRoom } from '../adapters/dexie/make-room.ts';
import { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import { createOutboxViews } from '../adapters/dexie/outbox-views.ts';
import { createQueueViews } from '../adapters/dexie/queue-views.ts';
import { createReaderViews } from '../adapters/dexie/reader-views.ts';
import { createSpendingViews } from '../adapters/dexie/spending-views.ts';
import { WordsDatabase } from '../adapters/dexie/words-database.ts';
import type { FailureFacts } from '../base/failure.ts';
import { createClient } from '../messages/client.ts';
import { hereOf, tellChanges } from '../messages/here.ts';
import type { ChatDesk, Connections, Here, OptionsDesk, Unwatch } from '../messages/desk.ts';
import type { MirrorDesk } from '../messages/reader-desk.ts';
import { carryByMessage } from './carry.ts';
import { createActivityDesk } from './activity-desk.ts';
import { createClassAsk } from './class-handlers.ts';
import { createChatKeeping } from './chat-keeping.ts';
import { createDrillDesk } from './drill-ask.ts';
import { createInventoryDesk } from './inventory-desk.ts';
import { createJobDesk } from './job-desk.ts';
import { createOutboxAsk } from './outbox-ask.ts';
import { createPublishing } from './publishing.ts';
import { createQueueAsk } from './queue-ask.ts';
import { createCopyDesk } from './reader-copies.ts';
import { createProviderDesk } from './provider-ask.ts';
import { createSearchDesk } from './search-desk.ts';
import { showOptions } from './show-options.ts';
import { wakeBackground } from './wake-background.ts';

/** The page that a surface was opened for, where its address names a tab; else whatever is in front of the person. */
function tabOfAddress(): number | undefined {
  const given = Number(new URL(location.href).searchParams.get('tab') ?? Number.NaN);
  return Number.isSafeInteger(given) ? given : undefined;
}

export interface PageDesk extends ChatDesk, OptionsDesk, MirrorDesk, Pick<LiveViews, 'recent'> {
  readonly classes: OptionsDesk['classes'];
  /** What stands in the way of everything now: a store that does not open, a host that was taken back. */
  watchStanding(show: (failure: FailureFacts | undefined) => void): Unwatch;
}

/** The worst of what stands in the way, for whoever watches. */
function createStanding() {
  const watchers = new Set<(failure: FailureFacts | undefined) => void>();
  let storage: FailureFacts | undefined;
  let hosts: FailureFacts | undefined;
  const tell = (): void => {
    for (const show of watchers) show(storage ?? hosts);
  };
  return {
    storage(failure: FailureFacts | undefined): void {
      storage = failure;
      tell();
    },
    hosts(failure: FailureFacts | undefined): void {
      hosts = failure;
      tell();
    },
    watch(show: (failure: FailureFacts | undefined) => void): Unwatch {
      watchers.add(show);
      show(storage ?? hosts);
      return () => void watchers.delete(show);
    },
  };
}

/** The desk of our own pages: stored state is watched where it lies, everything else is asked of the background. */
export function createPageDesk(): PageDesk {
  const words = new WordsDatabase();
  const mirror = new MirrorDatabase();
  const standing = createStanding();
  const views = createLiveViews(words, standing.storage);
  const kits = createKitViews(words, mirror, standing.storage);
  watchLeave((granted) => standing.hosts(granted ? undefined : { code: 'host-not-granted' }));
  const drafts = createDraftStore(words, systemClock, guardWithRoom(words, mirror));
  const ask = createClient(carryByMessage);
  const tabId = tabOfAddress();
  const shelves = {
    words,
    clock: systemClock,
    chance: systemChance,
    guard: guardWithRoom(words, mirror),
    onTrouble: standing.storage,
  };
  const shelf = createChatShelf(shelves);
  wakeBackground(words);

  const watchHere = (show: (here: Here) => void): (() => void) => {
    let connections: Connections | undefined;
    const look = async (): Promise<Here | undefined> => {
      const target = tabId === undefined ? await targetInFront() : await targetOfTab(tabId);
      return connections === undefined ? undefined : hereOf(connections, target);
    };
    const tell = tellChanges(look, show);
    const unwatch = views.connections((value) => {
      connections = value;
      void tell();
    });
    const unwatchTabs = watchTabs(() => void tell());
    return () => {
      unwatch();
      unwatchTabs();
    };
  };

  return {
    recent: views.recent,
    watchStanding: standing.watch,
    queue: { ...createQueueViews(words, standing.storage), ...createQueueAsk(ask) },
    ...createOutboxViews(words, standing.storage),
    ...createOutboxAsk(ask),
    ...createPublishing(ask),
    watchHere,
    watchJob: views.job,
    watchLatest: views.latest,
    watchHealth: views.health,
    watchSettings: views.settings,
    ...createChatViews(words, standing.storage),
    shelf: {
      ...shelf,
      ...createChatKeeping(ask),
      async fileOf(id) {
        await ask('activity.note-export', 'chat').catch(() => undefined);
        return shelf.fileOf(id);
      },
    },
    prompts: createPromptShelf(shelves),
    watchMessages: views.messages,
    watchConnections: views.connections,
    ...createJobDesk(ask),
    ...createSearchDesk(ask, tabId),
    ...createProviderDesk(ask),
    classes: createClassAsk(ask),
    ...createCopyDesk(ask),
    ...createReaderViews(mirror, standing.storage),
    ...kits,
    ...createActivityDesk(ask, words, mirror, systemClock, standing.storage),
    ...createHealthViews(words, standing.storage),
    ...createSpendingViews(words, standing.storage),
    ...createDrillViews(words, standing.storage),
    ...createDrillDesk(ask),
    ...createInventoryDesk(
      [
        (tell) => watchUsed(words, mirror, tell, standing.storage),
        (tell) => views.settings((settings) => tell({ settings })),
        (tell) => views.connections((connections) => tell({ connections })),
        (tell) => kits.watchKits((shown) => tell({ kits: shown })),
        (tell) => watchSyncs(mirror, (syncs) => tell({ syncs }), standing.storage),
      ],
      systemClock.now,
    ),
    refresh: (pageId) => ask('reader.refresh', pageId),
    offerCopy: () => ask('reader.offer', tabId === undefined ? {} : { tabId }),
    tidySearches: {
      forget: (search) => ask('search.forget', search),
      clearRecent: () => ask('search.clear-recent', undefined),
      keepRecent: (keep) => ask('search.keep-recent', keep),
    },
    openCitation: ({ pageId, quote, url, start, end, blockId }) =>
      ask('citation.open', {
        pageId,
        quote,
        url,
        start,
        end,
        ...(blockId === undefined ? {} : { blockId }),
        ...(tabId === undefined ? {} : { tabId }),
      }),
    openOptions: showOptions,
    openPanel: openSidePanel,
    openWorkbench: async () => {
      await extension.tabs.create({ url: extension.runtime.getURL('/workbench.html') });
    },
    grantAccess: askForHosts,
    readDraft: drafts.read,
    keepDraft: drafts.keep,
    tools: { decide: (job, call, run) => ask('tool.decide', { job, call, run }) },
    send: (message) => ask('chat.send', message),
    regenerate: (messageId, model) => ask('chat.regenerate', { messageId, ...(model === undefined ? {} : { model }) }),
    compact: (conversationId, model) =>
      ask('chat.compact', { conversationId, ...(model === undefined ? {} : { model }) }),
    publishChat: (conversationId) => ask('chat.publish', conversationId),
    choose: (conversationId, tip) => ask('chat.choose', { conversationId, tip }),
    forget: (id) => ask('chat.forget', id),
    saveClaude: (key, mode, passphrase) =>
      ask('claude.save', { key, mode, ...(passphrase === undefined ? {} : { passphrase }) }),
    testClaude: () => ask('claude.test', undefined),
    saveNotion: (token, mode, passphrase, replaces) =>
      ask('notion.save', {
        token,
        mode,
        ...(passphrase === undefined ? {} : { passphrase }),
        ...(replaces === undefined ? {} : { replaces }),
      }),
    testNotion: (id) => ask('notion.test', id),
    forgetClaude: () => ask('claude.forget', undefined),
    forgetNotion: (id) => ask('notion.forget', id),
    unlock: (passphrase) => ask('vault.unlock', { passphrase }),
    lock: () => ask('vault.lock', undefined),
    watchSyncs: (show) => watchSyncs(mirror, show, standing.storage),
    pauseSync: (id) => ask('sync.pause', id),
    resumeSync: (id) => ask('sync.resume', id),
    syncNow: (id) => ask('sync.now', id),
    exclude: (connection, exclusion) => ask('sync.exclude', { connection, exclusion }),
    include: (connection, id) => ask('sync.include', { connection, id }),
    forgetLost: (id) => ask('sync.forget-lost', id),
    capMirror: (bytes) => ask('sync.cap', { bytes }),
    changeSettings: ({ version: _ours, prices: _later, mirrorBytes: _capped, ...change }) =>
      ask('settings.change', change),
    async storage() {
      const [{ usage = 0 }, pages, answers] = await Promise.all([
        navigator.storage.estimate(),
        mirror.pages.count(),
        words.answers.count(),
      ]);
      return { usedBytes: usage, pages, answers };
    },
    clearCache: () => ask('cache.clear', undefined),
  };
}
