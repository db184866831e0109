import type { MessageId } from '../../../lib/base/ids.ts';
import type { Chance, Clock } from '../../../lib/base/ports.ts';
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings.ts';
import { aPage, heading, paragraph } from '../../unit/actions-pages.ts';
import { openInProcess } from '../../world/in-process.ts';
import { NAMED_FAULTS } from '../../world/named-faults.ts';
import { createRandom } from '../../world/random.ts';
import { VirtualTime } from '../../world/virtual-time.ts';
import type { Accepted, Heard, History } from '../history.ts';
import { handsOf, startBackground } from './background.ts';
import type { Background, Device } from './background.ts';
import type { Disk } from './disk.ts';
import { createNetwork } from './network.ts';
import { createPerson } from './person.ts';
import { PAGES } from './plan.ts';
import type { Plan, Timed } from './plan.ts';
import { watchDisk } from './witness.ts';

/** The browser's alarm, which starts a dead worker. */
const ALARM_MS = 30_000;
/** The longest that anything waits once all is well again. */
const REST_MS = 2 * 60 * 60_000;

/** Plays one afternoon in virtual time, makes all well again, and tells what happened. */
export async function play(plan: Plan, bareDisk: Disk): Promise<History> {
  const time = new VirtualTime();
  const random = createRandom(plan.seed);
  let skew = 0;
  let jumped = false;
  const clock: Clock = { now: () => time.now() + skew, sleep: (ms, signal) => time.sleep(ms, signal) };
  let ids = 0;
  const chance: Chance = { id: () => `id-${(ids += 1)}`, unit: random };
  const world = openInProcess({
    workspaces: [],
    clock: time,
    seed: plan.seed,
    firstTokenMs: 350,
    tokenDelayMs: 25,
    latencyMs: [20, 200],
  });
  const troubles: string[] = [];
  const heard: Heard[] = [];
  const accepted: Accepted[] = [];
  const said = new Map<MessageId, string>();
  const deaths: number[] = [];
  const witness = watchDisk(bareDisk, () => time.now(), troubles);
  const network = createNetwork(world, () => time.now(), clock.now);
  const pages = Array.from({ length: PAGES }, (_, at) => pageOf(at, 0));
  let alarmAt: number | undefined;
  const device: Device = {
    disk: witness.disk,
    network,
    clock,
    chance,
    settings: DEFAULT_SETTINGS,
    heard,
    troubles,
    wakeAt: (at) => void (alarmAt = at),
    readPage({ pageId }) {
      const page = pages.find(({ id }) => id === pageId);
      if (page === undefined) throw new Error('No such page');
      return page;
    },
  };

  let lives = 0;
  let background: Background | undefined;
  /** The worker as a message finds it: alive, or begun anew by it. */
  const awake = (): Background => {
    if (background !== undefined && !background.life.over) return background;
    const begun = startBackground(device, (lives += 1));
    background = begun;
    void begun.life.died.then(() => deaths.push(clock.now()));
    begun.recover();
    return begun;
  };
  const ring = async (): Promise<void> => {
    for (;;) {
      await time.sleep(ALARM_MS);
      const due = alarmAt !== undefined && alarmAt <= clock.now();
      if (due || (await bareDisk.jobs.unfinished()).length > 0) awake().alarm();
    }
  };

  const person = createPerson(plan.seed, device.disk, { accepted, said }, (at) => {
    const { id, title, url } = pages[at % PAGES] ?? pageOf(0, 0);
    return { pageId: id, title, url };
  });
  const endings: (() => void)[] = [];
  const perform = async ({ deed }: Timed): Promise<void> => {
    switch (deed.type) {
      case 'fault': {
        const rule = NAMED_FAULTS[deed.name]?.rule;
        if (rule === undefined) throw new Error(`No such fault: ${deed.name}`);
        const end = world.faults.add(deed.models === 'one' ? { ...rule, model: device.settings.model } : rule);
        endings.push(end);
        void time.sleep(deed.forMs).then(end);
        return;
      }
      case 'offline': {
        const end = network.offline();
        const back = (): void => {
          end();
          if (network.isOnline() && background !== undefined && !background.life.over) background.online();
        };
        endings.push(back);
        void time.sleep(deed.forMs).then(back);
        return;
      }
      case 'clock-jump':
        jumped = true;
        skew += deed.ms;
        return;
      case 'death':
        background?.life.endIn(deed.awaits);
        return;
      case 'rewrite':
        pages[deed.page] = pageOf(deed.page, time.now());
        return;
      case 'ask':
      case 'summarize':
      case 'message':
      case 'stop':
      case 'pause':
      case 'resume':
      case 'edit':
      case 'run-now':
      case 'retry':
      case 'proceed':
        return await person.act(deed, handsOf(awake()));
    }
  };

  const script = async (): Promise<void> => {
    void ring();
    const acts: Promise<void>[] = [];
    for (const timed of plan.deeds) {
      await time.sleep(timed.afterMs);
      acts.push(perform(timed).catch((error: unknown) => void troubles.push(`${timed.deed.type}: ${String(error)}`)));
    }
    await time.sleep(1000);
    // All is well again: whoever rests by nobody's wish runs, and then nothing may be under way any more.
    background?.life.endIn(Number.POSITIVE_INFINITY);
    for (const end of endings) end();
    const last = awake();
    for (const job of await device.disk.allJobs()) if (job.state === 'paused') await last.runner.resume(job.id);
    await Promise.all(acts);
    await time.sleep(REST_MS);
  };
  await time.run(script());
  background?.life.endIn(1);
  const [jobs, answers, messages] = await Promise.all([
    bareDisk.allJobs(),
    bareDisk.allAnswers(),
    bareDisk.allMessages(),
  ]);
  const composed = new Map(
    world.claude.messages().flatMap(({ requestId, answer }) => (answer === undefined ? [] : [[requestId, answer]])),
  );
  return {
    accepted,
    said,
    knocks: network.knocks,
    heard,
    states: witness.states,
    tokens: witness.tokens,
    composed,
    deaths,
    jumped,
    jobs,
    answers,
    messages,
    troubles,
  };
}

/** A short page; another edition says something else. */
function pageOf(at: number, edition: number) {
  const title = ['Launch plan', 'Budget', 'Travel'][at] ?? 'Notes';
  return {
    ...aPage({
      title,
      blocks: [
        heading('Who'),
        paragraph(`Mara Lindqvist owns the launch of edition ${edition}.`),
        heading('Cost'),
        paragraph('The launch costs 40,000 euros and is paid in two parts. The second part is due in May.'),
      ],
    }),
  };
}
