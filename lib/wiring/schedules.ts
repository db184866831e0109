import { extension } from '../adapters/browser/extension.ts';
import { Failure } from '../base/failure.ts';
import type { AnswerId, OutboxId } from '../base/ids.ts';
import type { Log } from '../base/ports.ts';
import { isZone } from '../base/zone.ts';
import { proposeAnswer } from '../flows/propose-answer.ts';
import type { ProposePorts } from '../flows/propose-answer.ts';
import { createSchedules } from '../flows/schedules.ts';
import type { SchedulePorts, Schedules } from '../flows/schedules.ts';
import type { ScheduledPlace, ScheduleRule } from '../jobs/schedule.ts';
import type { SCHEDULE_SHAPES } from '../messages/schedule-messages.ts';
import type { Handlers } from '../messages/router.ts';
import type { AnswerPorts } from '../flows/answer-ports.ts';
import type { createNotionConnections } from './notion-connections.ts';
import type { Alarms } from './alarms.ts';
import { letRun } from './let-run.ts';

/** Brings the background back for the next slot. There is none while nothing is scheduled. */
const SCHEDULE_ALARM = 'schedules';
/** Chrome wakes nobody sooner than in half a minute. */
const SOONEST_MS = 30_000;

/** What schedules need besides: how a result is proposed. */
interface Publishing extends Pick<ProposePorts, 'answers' | 'pages' | 'propose'> {
  readonly notion: Pick<ReturnType<typeof createNotionConnections>, 'connections'>;
  readPage: AnswerPorts['readPage'];
}

/** Autofill tells the schedules when it rests, and they begin it: it is asked for when it is needed. */
type Parts = Omit<SchedulePorts, 'wakeAt' | 'publish' | 'autofill'> & {
  readonly autofill: () => SchedulePorts['autofill'];
};

/** The schedules over the real stores and the browser's alarms. */
export function composeSchedules(ports: Parts, publishing: Publishing): Schedules {
  const { clock, log } = ports;
  let waker: ReturnType<typeof setTimeout> | undefined;
  const schedules = createSchedules({
    ...ports,
    autofill: {
      startKept: (id, store) => ports.autofill().startKept(id, store),
      endKept: (run) => ports.autofill().endKept(run),
    },
    async publish(answer: AnswerId, place: ScheduledPlace, id: OutboxId) {
      const { answers, pages, notion, readPage, propose } = publishing;
      const target = { pageId: place.page, title: place.title, url: place.url };
      // What is proposed names the page and the workspace that it stands in.
      if ((await pages.get(place.page)) === undefined) await readPage(target, new AbortController().signal);
      await proposeAnswer(
        {
          answers,
          pages,
          connected: async () => (await notion.connections()).map((connection) => connection.id),
          // One id is one entry, whatever became of it: nothing has to be looked for.
          unfinished: async () => [],
          propose: (proposals) => propose(proposals.map((proposal) => ({ ...proposal, id }))),
        },
        answer,
        { page: place.page, as: place.as },
        'schedule',
      );
    },
    wakeAt(time) {
      clearTimeout(waker);
      const soon = (time ?? Number.POSITIVE_INFINITY) - clock.now();
      // The alarm is for a worker that is gone by then; this one is there in time.
      if (soon < SOONEST_MS) waker = setTimeout(() => letRun(schedules.look(), log, 'schedules'), Math.max(0, soon));
      const when = Math.max(time ?? 0, clock.now() + SOONEST_MS);
      letRun(
        time === undefined ? extension.alarms.clear(SCHEDULE_ALARM) : extension.alarms.create(SCHEDULE_ALARM, { when }),
        log,
        'schedules',
      );
    },
  });
  return schedules;
}

/** Has the schedules looked at at this start and by their alarm. */
export function tendSchedules(schedules: Schedules, begin: Promise<void>, log: Log, alarms: Alarms): void {
  alarms.on(SCHEDULE_ALARM, () => letRun(schedules.look(), log, 'schedules'));
  letRun(begin.then(schedules.look), log, 'schedules');
}

const MINUTES_A_DAY = 24 * 60;

const isWithin = (rule: ScheduleRule): boolean =>
  rule.minute < MINUTES_A_DAY &&
  (rule.every !== 'week' || (rule.weekday >= 1 && rule.weekday <= 7)) &&
  (rule.every !== 'month' || (rule.day >= 1 && rule.day <= 31));

/** What our own pages ask of schedules. */
export function createScheduleHandlers(
  schedules: Schedules,
  { clock, chance, schedules: store }: Pick<SchedulePorts, 'clock' | 'chance' | 'schedules'>,
): Pick<Handlers, keyof typeof SCHEDULE_SHAPES> {
  return {
    'schedule.save': async ({ id = chance.id(), ...given }) => {
      if (!isZone(given.zone) || !isWithin(given.rule)) throw new Failure('bug');
      const before = await store.get(id);
      const now = clock.now();
      // What passed while it was off, or under another rule, is not caught up with.
      await store.put({ ...given, id, createdAt: before?.createdAt ?? now, seenUpTo: now });
      await schedules.look();
    },
    'schedule.remove': async ({ id }) => {
      await store.remove(id);
      await schedules.look();
    },
    'schedule.run': async ({ id }) => {
      await schedules.runNow(id);
    },
  };
}
