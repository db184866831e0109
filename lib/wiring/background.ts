import { adoptOpenTabs } from '../adapters/browser/companion-tab.ts';
import { contentPlace } from '../adapters/browser/content-place.ts';
import { extension } from '../adapters/browser/extension.ts';
import { watchNotified } from '../adapters/browser/notify.ts';
import { closeStorageToPages } from '../adapters/browser/session-memory.ts';
import { consoleLog, systemClock } from '../adapters/browser/system.ts';
import { createSearchSource } from '../adapters/dexie/search-source.ts';
import { searchPages } from '../flows/search-pages.ts';
import { MESSAGE_NAMES } from '../messages/protocol.ts';
import type { Handlers } from '../messages/router.ts';
import { openDoors } from './doors.ts';
import type { House } from './house.ts';
import { letRun } from './let-run.ts';
import { limitContent } from './limit-content.ts';
import { NOTION_MATCHES } from './notion-matches.ts';
import { receiveMessages } from './receive.ts';
import { searchPortsOf } from './search-ports.ts';
import { serveCompanions } from './serve-companion.ts';

/** Whoever woke us is answered first: a search is done by then. */
const FIRST_ANSWER_MS = 150;

/**
 * What is parsed each time that the background wakes: the doors, all open before the first event, since a listener that
 * comes later misses what woke us; and the search, which answers without the rest of the house.
 */
export function startBackground(): void {
  const log = consoleLog;
  const answered = systemClock.sleep(FIRST_ANSWER_MS);
  const search = createSearchSource('mirror', () =>
    letRun(
      house().then(({ rebuildIndex }) => rebuildIndex()),
      log,
      'index',
    ),
  );
  let alone = true;
  const house = loading(async () => {
    alone = false;
    return (await import('./house.ts')).openHouse(search, answered);
  });
  // Whoever changes the index lives in the house: until it is there, what was read at the start is what there is.
  const first = search.view().catch(() => search.view());
  first.catch(() => undefined);
  const source = { ...search, view: () => (alone ? first : search.view()) };
  const readers = async () => (await house()).connections();
  const ports = searchPortsOf({ clock: systemClock, search: source, readers });
  const handlers = limitContent(
    { ...handledBy(house), 'search.run': (asked, _sender, signal) => searchPages(ports, asked, signal) },
    contentPlace,
  );
  receiveMessages(handlers, log);
  serveCompanions(async () => (await house()).views, handlers, log);
  openDoors(house, handlers, log);
  extension.alarms.onAlarm.addListener(({ name }) =>
    letRun(
      house().then(({ ring }) => ring(name)),
      log,
      'alarm',
    ),
  );
  // Chrome tells of a policy that changes; Firefox reads policies at its start alone.
  extension.storage.onChanged.addListener((_changes, area) => {
    if (area !== 'managed') return;
    letRun(
      house().then(({ policyChanged }) => policyChanged()),
      log,
      'policy',
    );
  });
  watchNotified(() => {
    const url = extension.runtime.getURL('/sidepanel.html');
    letRun(extension.windows.create({ type: 'popup', width: 420, height: 800, url }), log, 'notice');
  });
  extension.runtime.onInstalled.addListener(({ reason }) => {
    letRun(adoptOpenTabs(NOTION_MATCHES), log, 'install');
    if (reason === 'install') letRun(extension.runtime.openOptionsPage(), log, 'install');
  });
  // A browser that starts again starts us with it: what it left unfinished goes on before anybody asks.
  extension.runtime.onStartup.addListener(() => undefined);
  letRun(closeStorageToPages(), log, 'start');
  letRun(answered.then(house), log, 'start');
}

/** Loads once; what failed to load is tried again when it is next needed. */
function loading(load: () => Promise<House>): () => Promise<House> {
  let loaded: Promise<House> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}

/** Every message handed on to the house. The table types tie each name to its own handler. */
const handledBy = (house: () => Promise<House>): Handlers =>
  Object.fromEntries(
    MESSAGE_NAMES.map((name) => [
      name,
      async (...asked: unknown[]) =>
        ((await house()).handlers as Record<string, (...asked: unknown[]) => Promise<unknown>>)[name]?.(...asked),
    ]),
  ) as unknown as Handlers;
