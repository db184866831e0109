import { DAYS_KEPT, DAY_MS } from '../../activity/day.ts';
import type { DayRow } from '../../activity/day.ts';
import type { Incident } from '../../activity/incident.ts';
import { savedBy } from '../../activity/saved.ts';
import type { SavedRequest } from '../../activity/saved.ts';
import type { FailureFacts } from '../../base/failure.ts';
import type { HealthDesk } from '../../messages/health-desk.ts';
import { nameOfService } from '../../messages/service-health.ts';
import { settingsIn } from './settings-in.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** More requests than this are not looked through for what saved them: the newest tell. */
const MOST_JOBS = 3_000;

/** What is kept of the services' health, for the pages that show its past. */
export function createHealthViews(
  words: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): HealthDesk {
  return {
    watchHistory(show) {
      let watching = true;
      const unwatch = watchQuery(
        async () => {
          const [days, incidents, { providers }] = await Promise.all([
            words.days.toArray(),
            words.incidents.toArray(),
            settingsIn(words),
          ]);
          const named = <Row extends DayRow | Incident>(row: Row): Row => ({
            ...row,
            name: nameOfService(row.service, row.name, providers),
          });
          return {
            days: days.map(named),
            incidents: incidents.map(named).toSorted((one, other) => other.startedAt - one.startedAt),
          };
        },
        ({ days, incidents }) => {
          // Looked up outside of the live query: else every word of a streaming answer would have all answers read again.
          savedRequests(words).then(
            (saved) => watching && show({ days, incidents, saved }),
            () => watching && show({ days, incidents, saved: [] }),
          );
        },
        onTrouble,
      );
      return () => {
        watching = false;
        unwatch();
      };
    },
  };
}

async function savedRequests(words: WordsDatabase): Promise<readonly SavedRequest[]> {
  const jobs = await words.jobs
    .where('createdAt')
    .above(Date.now() - DAYS_KEPT * DAY_MS)
    .reverse()
    .limit(MOST_JOBS)
    .toArray();
  const answers = await words.answers.bulkGet(jobs.flatMap(({ answerId }) => answerId ?? []));
  const trails = new Map(
    answers.flatMap((answer) => (answer === undefined ? [] : [[answer.id, answer.provenance.trail]])),
  );
  return jobs.flatMap((job) => savedBy(job, job.answerId === undefined ? undefined : trails.get(job.answerId)) ?? []);
}
