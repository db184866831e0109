import { AWAKE_ALARM } from '../adapters/browser/stay-awake.ts';
import type { MirrorSource } from '../adapters/dexie/search-source.ts';
import { createAlarms } from './alarms.ts';
import { tendAutofill } from './autofill.ts';
import { sweepHouse } from './chat-handlers.ts';
import { tendDrill } from './drill-desk.ts';
import { expireSeldom } from './data-handlers.ts';
import { createHandlers } from './handlers.ts';
import { composeHousehold } from './household.ts';
import { letRun } from './let-run.ts';
import { tendOutbox } from './outbox.ts';
import { tendQueue } from './queue.ts';
import { tendSchedules } from './schedules.ts';
import { showConnections } from './show-connections.ts';
import { tendSyncs } from './sync-desk.ts';

export type House = ReturnType<typeof openHouse>;

/**
 * All that the background does besides searching, put together and set going. No event is listened to here: whoever
 * loads this heard what woke us, and hands it on.
 * @param begin when whoever woke us was answered: what an earlier life left undone waited longer
 */
export function openHouse(search: MirrorSource, begin: Promise<void>) {
  const house = composeHousehold(search);
  const { log } = house;
  const handlers = createHandlers(house);
  const alarms = createAlarms();
  alarms.on(AWAKE_ALARM, () => {
    letRun(house.runner.recover(), log, 'alarm');
    letRun(house.kits.recover(), log, 'alarm');
    letRun(house.outbox.recover(), log, 'alarm');
  });
  house.managed.tend(begin, async (managed) => {
    // What the policy held back may be allowed now.
    if (!(await house.meta.keepManaged(managed))) return;
    await showConnections(house);
    await house.outbox.renewed();
  });
  tendSyncs(house.sync, begin, log, alarms);
  tendDrill(house.drill, begin, log, alarms);
  tendQueue(house.queue, begin, log, alarms);
  tendSchedules(house.scheduler, begin, log, alarms);
  tendOutbox(house.outbox, begin, log, alarms);
  tendAutofill(house.autofill, begin, log, alarms);
  const start = async (): Promise<void> => {
    await begin;
    letRun(house.runner.recover(), log, 'start');
    letRun(house.kits.recover(), log, 'start');
    letRun(house.index.tend(), log, 'start');
    letRun(sweepHouse(house), log, 'start');
    letRun(expireSeldom(house), log, 'start');
    // What rests in session memory may be gone since the last life: the shown connections follow.
    letRun(showConnections(house), log, 'start');
  };
  letRun(start(), log, 'start');
  return {
    handlers,
    views: house.views,
    ring: alarms.ring,
    connections: house.notion.connections,
    rebuildIndex: house.index.rebuild,
    settings: house.meta.settings,
    startJob: house.runner.start,
    /** The organization's policy has changed. */
    policyChanged: house.managed.changed,
  };
}
