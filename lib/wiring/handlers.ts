import { extension } from '../adapters/browser/extension.ts';
import { injectPanel } from '../adapters/browser/companion-tab.ts';
import { showPage, targetInFront, targetOfTab } from '../adapters/browser/tabs.ts';
import { guardStorage } from '../adapters/dexie/guard-storage.ts';
import { clearMirror } from '../adapters/dexie/make-room.ts';
import { describeFailure } from '../base/failure-words.ts';
import { Failure } from '../base/failure.ts';
import { Secret } from '../base/secret.ts';
import { proceedTurn } from '../flows/chat.ts';
import {
  connectionId,
  connectionName,
  connectionsOf,
  forgetKey,
  saveClaude,
  saveNotion,
  testClaude,
  testNotion,
  unlock,
} from '../flows/connect.ts';
import type { ConnectPorts, NewKey } from '../flows/connect.ts';
import { previewJob } from '../flows/preview-job.ts';
import { hereOf } from '../messages/here.ts';
import type { JobInput } from '../jobs/job.ts';
import type { Handlers, Sender } from '../messages/router.ts';
import { forbids, isSurfaceOff } from '../settings/managed-rules.ts';
import { refusesChange } from '../settings/effective-settings.ts';
import type { KeyMode } from '../settings/settings.ts';
import type { Household } from './household.ts';
import { letRun } from './let-run.ts';
import { createActivityHandlers } from './activity.ts';
import { createChatHandlers } from './chat-handlers.ts';
import { createClassHandlers } from './class-handlers.ts';
import { createToolHandlers } from './chat-tools.ts';
import { createFillHandlers } from './autofill.ts';
import { createDataHandlers } from './data-handlers.ts';
import { createDrillHandlers } from './drill-desk.ts';
import { createOutboxHandlers } from './outbox-handlers.ts';
import { createQueueHandlers } from './queue.ts';
import { createProviderHandlers } from './provider-handlers.ts';
import { createReportHandlers } from './report.ts';
import { createScheduleHandlers } from './schedules.ts';
import { createSyncHandlers } from './sync-desk.ts';
import { createReaderHandlers } from './reader-handlers.ts';
import { createSearchHandlers } from './search-handlers.ts';
import { showBlock } from './show-block.ts';
import { showConnections } from './show-connections.ts';
import { showOptions } from './show-options.ts';

const newKey = (secret: string, mode: KeyMode, passphrase: string | undefined): NewKey => ({
  secret: new Secret(secret.trim()),
  mode,
  ...(passphrase === undefined ? {} : { passphrase }),
});

/** The browser's word on the tab counts, where the page to work on stands in the sender's own. */
function seenFrom(input: JobInput, { caller, tabId }: Sender): JobInput {
  if (caller === 'page' || input.target === undefined || tabId === undefined) return input;
  return { ...input, target: { ...input.target, tabId } };
}

/** What the background does for each message. The router has already checked who asks and what. */
export function createHandlers(house: Household): Omit<Handlers, 'search.run'> {
  const { runner, drafts, meta, vault, notion, models } = house;

  const changed = async (): Promise<void> => {
    await showConnections(house);
    // A key that was saved or unlocked is what a sync may have waited for.
    letRun(house.sync.freed(), house.log, 'sync');
    letRun(house.queue.renewed(), house.log, 'queue');
    letRun(house.outbox.renewed(), house.log, 'outbox');
  };
  const connect: ConnectPorts = {
    vault,
    chance: house.chance,
    settings: meta.settings,
    keepModels: (listed) => meta.keepModels(listed, house.clock.now()),
    changed,
    modelsWith: (key) => models.claudeWith(() => Promise.resolve(key)),
    readerWith: notion.readerWith,
    async renewed(name) {
      await notion.forget(name);
      letRun(house.sync.renewed(connectionId(name)), house.log, 'sync');
    },
  };

  return {
    ...createReaderHandlers(house),
    ...createSyncHandlers(house.sync, meta),
    ...createClassHandlers(meta, changed),
    ...createProviderHandlers(house, changed),
    ...createDrillHandlers(house.drill),
    ...createDataHandlers(house, changed),
    ...createQueueHandlers(house.queue, house.answerPorts, house.words),
    ...createOutboxHandlers(house),
    ...createFillHandlers(house.autofill),
    ...createReportHandlers(house),
    ...createScheduleHandlers(house.scheduler, house),
    ...createSearchHandlers(house),
    ...createChatHandlers(house),
    ...createToolHandlers(house),
    ...createActivityHandlers(house),
    'job.start': (input, sender) => {
      if (input.target !== undefined) letRun(house.sync.visited(input.target.pageId), house.log, 'sync');
      return runner.start(seenFrom(input, sender));
    },
    'job.stop': runner.stop,
    'job.pause': runner.pause,
    'job.resume': runner.resume,
    'job.retry': ({ id, model, urgent }) => runner.retry(id, model, urgent),
    'job.proceed': async ({ id, model }) =>
      proceedTurn(house, await house.jobs.get(id), (store) => runner.proceed(id, model, store)),
    'job.preview': (input, _sender, signal) => previewJob(house.answerPorts, input, signal),
    'models.list': (_ask, _sender, signal) => models.list(signal),
    'here.read': async ({ tabId }, sender) => {
      const tab = sender.caller === 'content' ? sender.tabId : tabId;
      const target = tab === undefined ? await targetInFront() : await targetOfTab(tab);
      if (target !== undefined) letRun(house.sync.visited(target.pageId), house.log, 'sync');
      return hereOf(await connectionsOf(vault, await meta.shownSettings()), target);
    },
    'citation.open': ({ pageId, url, quote, blockId, tabId }, sender) =>
      showBlock({ pageId, url, quote, ...(blockId === undefined ? {} : { blockId }) }, tabId ?? sender.tabId),
    'address.open': async ({ url }) => {
      const parsed = URL.parse(url);
      if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') throw new Failure('no-page');
      await showPage(parsed.href);
    },
    'options.open': (place) => showOptions(place),
    // Opened in the listener itself where the browser wants a user action; here for the browsers that have no panel to open.
    'panel.open': async (_ask, { tabId }) => {
      const url = extension.runtime.getURL(`/sidepanel.html${tabId === undefined ? '' : `?tab=${tabId}`}`);
      await extension.windows.create({ type: 'popup', width: 420, height: 800, url });
    },
    'panel.inject': async (_ask, { tabId }) => {
      const { managed } = await meta.shownSettings();
      if (isSurfaceOff(managed, 'companion')) throw new Failure(forbids('There is no companion in Notion’s pages.'));
      if (tabId !== undefined) await injectPanel(tabId);
    },
    'draft.read': ({ key }) => drafts.read(key),
    'draft.keep': ({ key, text }) => drafts.keep(key, text),
    'claude.save': ({ key, mode, passphrase }, _sender, signal) => {
      house.health.renewed();
      return saveClaude(connect, newKey(key, mode, passphrase), signal);
    },
    'claude.test': async (_ask, _sender, signal) => {
      const result = await testClaude(connect, signal);
      if (result.failure === undefined) return result;
      const failure = await house.health.explain(result.failure);
      return failure.code === result.failure.code
        ? result
        : { ok: false, words: describeFailure(failure).cause, failure };
    },
    'claude.forget': () => {
      house.health.renewed();
      return forgetKey(connect, 'claude');
    },
    'notion.save': ({ token, mode, passphrase, replaces }, _sender, signal) =>
      saveNotion(connect, newKey(token, mode, passphrase), replaces, signal),
    'notion.test': (id, _sender, signal) => testNotion(connect, id, signal),
    'notion.forget': async (id) => {
      const name = connectionName(id);
      await notion.forget(name);
      await house.health.forget((service) => service === name);
      await forgetKey(connect, name);
      await house.sync.forget(id);
    },
    'vault.unlock': ({ passphrase }) => unlock(connect, passphrase),
    'vault.lock': async () => {
      await vault.lock();
      await changed();
    },
    'cache.clear': async () => {
      await house.sync.around(() => guardStorage(() => clearMirror(house.mirror)));
      await guardStorage(() => house.words.steps.clear());
    },
    'settings.change': async (change) => {
      const refused = refusesChange(await meta.ownSettings(), change, (await meta.settings()).managed);
      if (refused !== undefined) throw new Failure(refused);
      await meta.changeSettings(change);
      await changed();
    },
  };
}
