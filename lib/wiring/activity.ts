import { createActivityStore } from '../adapters/dexie/activity-store.ts';
import type { Guard } from '../adapters/dexie/guard-storage.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { sha256 } from '../adapters/browser/sha256.ts';
import { meterTraffic } from '../adapters/fetch-door/meter-traffic.ts';
import type { DoorFetch } from '../adapters/fetch-door/fetch-door.ts';
import type { RecordActivity } from '../activity/entry.ts';
import type { Clock, Log } from '../base/ports.ts';
import { createActivityKeeper } from '../flows/keep-activity.ts';
import type { ActivityKeeper } from '../flows/keep-activity.ts';

import type { ActivityState } from '../messages/activity-desk.ts';
import type { Ask } from '../messages/protocol.ts';

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  readonly words: WordsDatabase;
  readonly guard: Guard;
  keptDays(): Promise<number>;
  /** Whether a drill was on then: what was asked in it may never have left this device. */
  isDrill(at: number): boolean;
}

/** The log over the real store, and the network with everything that goes over it counted. */
export function composeActivity(
  { clock, log, words, guard, keptDays, isDrill }: Parts,
  network: DoorFetch,
): { readonly activity: ActivityKeeper; readonly network: DoorFetch } {
  const meter = meterTraffic(network, () => activity.stir());
  const traffic = meter.take;
  const activity = createActivityKeeper({
    clock,
    log,
    store: createActivityStore(words, guard),
    sha256,
    traffic,
    keptDays,
  });
  const record: RecordActivity = (news) =>
    activity.record(isDrill(news.at ?? clock.now()) ? { rule: 'drill', ...news } : news);
  return { activity: { ...activity, record }, network: meter.fetch };
}

/** What our own pages ask of the log. */
export const createActivityHandlers = ({ activity }: { readonly activity: ActivityKeeper }) => ({
  'activity.state': async (): Promise<ActivityState> => activity.state(),
  'activity.note-export': async (what: Ask<'activity.note-export'>): Promise<void> => {
    activity.record({ kind: 'export', what, outcome: 'done' });
    await activity.settled();
  },
});
