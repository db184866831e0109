import { extension } from '../adapters/browser/extension.ts';
import { notify } from '../adapters/browser/notify.ts';
import { watchOnline } from '../adapters/browser/online.ts';
import { guardStorage } from '../adapters/dexie/guard-storage.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import type { Log } from '../base/ports.ts';
import { exportRequest } from '../flows/export-request.ts';
import type { AnswerPorts } from '../flows/answer-ports.ts';
import { createQueue } from '../flows/queue.ts';
import type { Queue, QueuePorts } from '../flows/queue.ts';
import type { QUEUE_SHAPES } from '../messages/queue-messages.ts';
import { ranWords } from '../messages/ran-words.ts';
import type { Handlers } from '../messages/router.ts';
import type { Alarms } from './alarms.ts';
import { letRun } from './let-run.ts';

/** Brings the background back to what waits. There is none while nothing does. */
const QUEUE_ALARM = 'queue';
/** Chrome wakes nobody sooner than in half a minute. */
const SOONEST_MS = 30_000;

/** The queue over the real stores, the browser's alarms and its notifications. */
export function composeQueue(ports: AnswerPorts & Pick<QueuePorts, 'chats' | 'runner' | 'isOnline'>): Queue {
  const { clock, log } = ports;
  const tell = async (answered: number, failed: number): Promise<void> => {
    if ((await ports.settings()).notify) await notify(...ranWords(answered, failed));
  };
  return createQueue({
    ...ports,
    wakeAt(time) {
      const when = Math.max(time ?? 0, clock.now() + SOONEST_MS);
      letRun(
        time === undefined ? extension.alarms.clear(QUEUE_ALARM) : extension.alarms.create(QUEUE_ALARM, { when }),
        log,
        'queue',
      );
    },
    ran: (answered, failed) => letRun(tell(answered, failed), log, 'notice'),
  });
}

/** Has the queue looked at at this start, by its alarm and when the device comes online. */
export function tendQueue(queue: Queue, begin: Promise<void>, log: Log, alarms: Alarms): void {
  const look = (): void => letRun(queue.look(), log, 'queue');
  alarms.on(QUEUE_ALARM, look);
  // Another network may reach what the last one did not.
  watchOnline(() => letRun(queue.renewed(), log, 'queue'));
  letRun(begin.then(queue.look), log, 'queue');
}

/** What our own pages ask of the queue. */
export function createQueueHandlers(
  queue: Queue,
  ports: AnswerPorts,
  words: WordsDatabase,
): Pick<Handlers, keyof typeof QUEUE_SHAPES> {
  return {
    'queue.run': queue.runNow,
    'queue.edit': ({ id, question }) => queue.edit(id, question),
    'queue.export': (id, _sender, signal) => exportRequest(ports, id, signal),
    'digest.dismiss': ({ until }) =>
      guardStorage(async () => {
        await words.meta.put({ key: 'digest', value: { dismissedAt: until } });
      }),
  };
}
