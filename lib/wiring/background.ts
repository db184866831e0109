import { extension } from '../adapters/browser/extension.ts';
import { closeStorageToPages } from '../adapters/browser/session-memory.ts';
import { AWAKE_ALARM } from '../adapters/browser/stay-awake.ts';
import { consoleLog } from '../adapters/browser/system.ts';
import { adoptOpenTabs } from '../adapters/browser/companion-tab.ts';
import { contentPlace } from '../adapters/browser/content-place.ts';
import { tendAutofill } from './autofill.ts';
import { createHandlers } from './handlers.ts';
import { sweepHouse } from './chat-handlers.ts';
import { composeHousehold } from './household.ts';
import { limitContent } from './limit-content.ts';
import { letRun } from './let-run.ts';
import { openDoors } from './doors.ts';
import { receiveMessages } from './receive.ts';
import { tendDrill } from './drill-desk.ts';
import { tendOutbox } from './outbox.ts';
import { tendQueue } from './queue.ts';
import { tendSchedules } from './schedules.ts';
import { tendSyncs } from './sync-desk.ts';
import { showConnections } from './show-connections.ts';
import { serveCompanions } from './serve-companion.ts';
import { NOTION_MATCHES } from './notion-matches.ts';

/** Builds the house and opens its doors, all before the first event: a listener that comes later misses what woke us. */
export function startBackground(): void {
  const house = composeHousehold();
  const handlers = limitContent(createHandlers(house), contentPlace);
  receiveMessages(() => handlers, consoleLog);
  serveCompanions(
    () => house.views,
    () => handlers,
    consoleLog,
  );
  openDoors(house, handlers);
  extension.alarms.onAlarm.addListener(({ name }) => {
    if (name !== AWAKE_ALARM) return;
    letRun(house.runner.recover(), consoleLog, 'alarm');
    letRun(house.kits.recover(), consoleLog, 'alarm');
    letRun(house.outbox.recover(), consoleLog, 'alarm');
  });
  extension.runtime.onInstalled.addListener(({ reason }) => {
    letRun(adoptOpenTabs(NOTION_MATCHES), consoleLog, 'install');
    if (reason === 'install') letRun(extension.runtime.openOptionsPage(), consoleLog, 'install');
  });
  // A browser that starts again starts us with it: what it left unfinished goes on before anybody asks.
  extension.runtime.onStartup.addListener(() => undefined);
  letRun(closeStorageToPages(), consoleLog, 'start');
  const answered = house.clock.sleep(FIRST_ANSWER_MS);
  tendSyncs(house.sync, answered, consoleLog);
  tendDrill(house.drill, answered, consoleLog);
  tendQueue(house.queue, answered, consoleLog);
  tendSchedules(house.scheduler, answered, consoleLog);
  tendOutbox(house.outbox, answered, consoleLog);
  letRun(answered.then(house.runner.recover), consoleLog, 'start');
  letRun(answered.then(house.kits.recover), consoleLog, 'start');
  tendAutofill(house.autofill, answered, consoleLog);
  letRun(
    answered.then(() => house.index.tend()),
    consoleLog,
    'start',
  );
  letRun(
    answered.then(() => sweepHouse(house)),
    consoleLog,
    'start',
  );
  // What rests in session memory may be gone since the last life: the shown connections follow.
  letRun(
    answered.then(() => showConnections(house)),
    consoleLog,
    'start',
  );
}

/** Whoever woke us is answered first: a search is done by then, and what an earlier life left undone waited longer. */
const FIRST_ANSWER_MS = 150;
