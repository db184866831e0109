import { extension } from '../adapters/browser/extension.ts';
import type { Carry } from '../messages/client.ts';
import type { MessageName } from '../messages/protocol.ts';
import type { WireReply } from '../messages/router.ts';

/** Asked twice these do a thing twice: a lost answer is shown as such and the person decides. */
const NOT_TWICE: ReadonlySet<MessageName> = new Set<MessageName>([
  'job.start',
  'job.retry',
  'job.proceed',
  'search.rerank',
  'report.run',
  'report.write',
  'schedule.run',
  'chat.send',
  'chat.regenerate',
  'chat.compact',
  'chat.publish',
]);

/** A worker that was killed while it answered is a restart, not a failure: whatever may be asked twice is asked again. */
export const carryByMessage: Carry = async (message) => {
  try {
    return await send(message);
  } catch (error) {
    if (!NOT_TWICE.has(message.name)) return send(message);
    if (!(error instanceof Error)) throw error;
    return { ok: false, failure: { code: 'worker-restarted' } };
  }
};

const send = (message: Parameters<Carry>[0]): Promise<WireReply | undefined> => extension.runtime.sendMessage(message);
