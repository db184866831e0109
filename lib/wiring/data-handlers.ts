import { clearOwnStorage } from '../adapters/browser/own-storage.ts';
import { expireRows } from '../adapters/dexie/expire-rows.ts';
import { guardStorage } from '../adapters/dexie/guard-storage.ts';
import { removeRows } from '../adapters/dexie/remove-rows.ts';
import { hasEnded } from '../jobs/advance.ts';
import { EXPIRE_EVERY_MS, cutsOf } from '../keeping/retention.ts';
import type { DATA_SHAPES } from '../messages/data-messages.ts';
import type { Handlers } from '../messages/router.ts';
import type { KeyName } from '../settings/vault.ts';
import type { Household } from './household.ts';
import { letRun } from './let-run.ts';

type House = Pick<
  Household,
  | 'words'
  | 'mirror'
  | 'vault'
  | 'runner'
  | 'outbox'
  | 'autofill'
  | 'sync'
  | 'drill'
  | 'index'
  | 'notion'
  | 'activity'
  | 'health'
  | 'clock'
  | 'log'
>;

const isKeyName = (name: string): name is KeyName => /^(?:claude|notion:.+|provider:.+)$/u.test(name);

/**
 * What our own pages ask about all that is stored. Whatever is under way ends first: it would write to rows that are no
 * longer there.
 */
export function createDataHandlers(
  house: House,
  changed: () => Promise<void>,
): Pick<Handlers, keyof typeof DATA_SHAPES> {
  return {
    'data.rest': () => endAll(house),
    'data.restored': async ({ connections }) => {
      for (const { name, label } of connections) if (isKeyName(name)) await house.vault.expect(name, label);
      await changed();
      letRun(house.index.tend(), house.log, 'index');
    },
    'data.remove': async ({ what }) => {
      if (what === 'everything') return removeEverything(house);
      if (what === 'answers' || what === 'conversations' || what === 'autofill') await endAll(house);
      if (what === 'outbox') await endWrites(house);
      if (what === 'health') await house.health.forgetAll();
      await removeRows(house, what);
      // What was seen between the two was added to what is gone.
      if (what === 'health') await house.health.forgetAll();
    },
  };
}

/** Past the quiet that the index waits for before it tidies itself. */
const LATE_ROUNDS = 4;
const LATE_MS = 1_000;

async function removeEverything(house: House): Promise<void> {
  await endAll(house);
  await endWrites(house);
  // Keys first: should this be cut short, they are gone.
  const names = (await house.vault.list()).map(({ name }) => name);
  await house.vault.clear();
  for (const name of names) if (name.startsWith('notion:')) await house.notion.forget(name);
  await house.sync.around(async () => {
    // What has still to be written down would come behind it.
    await house.activity.settled();
    await house.health.forgetAll();
    await removeRows(house, 'everything');
    // What was cut off tells of its end a moment later: requests to the log and to health, the index of its new beginning.
    for (let round = 0; round < LATE_ROUNDS; round += 1) {
      await house.clock.sleep(LATE_MS);
      await house.activity.settled();
      await house.health.forgetAll();
      await removeRows(house, 'everything');
    }
    await clearOwnStorage();
  });
}

async function endAll({ words, runner, autofill, drill }: House): Promise<void> {
  await drill.end();
  const open = await words.jobs.filter((job) => !hasEnded(job)).primaryKeys();
  await Promise.all(open.map(runner.stop));
  await Promise.all(open.map(runner.settled));
  const fills = await words.fillRuns.where('state').noneOf(['done', 'cancelled']).primaryKeys();
  for (const id of fills) await autofill.cancel(id);
}

/** A request that is on its way to Notion cannot be called back; nothing more is sent after it. */
async function endWrites({ outbox }: House): Promise<void> {
  for (const { id } of await outbox.store.unfinished()) await outbox.decline(id);
}

/** Lets go of what is older than its kind is kept, once a day. */
export async function expireSeldom({ words, meta, clock }: Pick<Household, 'words' | 'meta' | 'clock'>): Promise<void> {
  const now = clock.now();
  const last = await guardStorage(() => words.meta.get('retention'));
  if (last?.key === 'retention' && Math.abs(now - last.value.ranAt) < EXPIRE_EVERY_MS) return;
  const { retention, managed } = await meta.settings();
  const cuts = cutsOf(retention, managed, now);
  if (Object.keys(cuts).length === 0) return;
  await expireRows(words, cuts);
  await guardStorage(() => words.meta.put({ key: 'retention', value: { ranAt: now } }));
}
