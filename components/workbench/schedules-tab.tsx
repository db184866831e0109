import { useState } from 'preact/hooks';

import { nextSlot } from '../../lib/jobs/schedule.ts';
import type { Schedule } from '../../lib/jobs/schedule.ts';
import type { ScheduleView } from '../../lib/messages/schedule-desk.ts';
import type { SavedReport } from '../../lib/report/saved-report.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import { counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { useAsk } from '../kit/handing.ts';
import { moment } from '../kit/moment.ts';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { ruleWords } from './schedule-words.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';
import './reports.css';

/** What runs by itself: when next, what came of it last. */
export function SchedulesTab({ desk }: { readonly desk: WorkbenchDesk }) {
  const schedules = useWatch<readonly ScheduleView[]>((show) => desk.watchSchedules(show), [desk]);
  const reports = useWatch<readonly SavedReport[]>((show) => desk.watchReports(show), [desk]) ?? [];
  const [adding, setAdding] = useState(false);
  const now = useNow();
  if (schedules === undefined) return null;
  return (
    <>
      <p class="second">
        Runs while the browser is open. What was missed while it was closed runs once, the latest time of it, and never
        twice for one time.
      </p>
      <div class="row">
        <Button tone="main" icon="plus" expanded={adding} onClick={() => setAdding(!adding)}>
          New schedule
        </Button>
      </div>
      {adding && <ScheduleForm desk={desk} reports={reports} onDone={() => setAdding(false)} />}
      {schedules.length === 0 && !adding && <p class="second">Nothing runs by itself yet.</p>}
      {schedules.length > 0 && (
        <ul class="schedule-list" aria-label="Schedules">
          {schedules.map((view) => (
            <ScheduleRow key={view.schedule.id} desk={desk} shown={view} now={now} />
          ))}
        </ul>
      )}
    </>
  );
}

function ScheduleRow({
  desk,
  shown: { schedule, last },
  now,
}: {
  readonly desk: WorkbenchDesk;
  readonly shown: ScheduleView;
  readonly now: number;
}) {
  const ask = useAsk();
  const { createdAt: _made, seenUpTo: _seen, ...given } = schedule;
  const approval = schedule.publish?.approval;
  return (
    <li class="schedule">
      <div class="row between">
        <h3 dir="auto">{schedule.name}</h3>
        <span class="row">
          <Button icon="play" onClick={() => ask(() => desk.runSchedule(schedule.id))}>
            Run now
          </Button>
          <Button
            icon={schedule.on ? 'pause' : 'play'}
            onClick={() => ask(() => desk.saveSchedule({ ...given, on: !schedule.on }))}
          >
            {schedule.on ? 'Pause' : 'Resume'}
          </Button>
          <ConfirmButton
            name="Delete"
            question="Delete this schedule?"
            onConfirm={() => ask(() => desk.removeSchedule(schedule.id))}
          />
        </span>
      </div>
      <p>
        {ruleWords(schedule)}. {nextWords(schedule, now)}
      </p>
      <p class="second">{lastWords(last, now)}</p>
      {schedule.publish && (
        <div class="row between">
          <p class="second" dir="auto">
            {approval === undefined
              ? `Proposed for “${schedule.publish.title}”; each one waits for your approval.`
              : `Published to “${schedule.publish.title}” under a standing approval.`}
          </p>
          {approval !== undefined && (
            <Button
              onClick={() =>
                ask(async () => {
                  await desk.revoke(approval);
                  const { approval: _revoked, ...place } = schedule.publish ?? given.publish ?? {};
                  if ('page' in place) await desk.saveSchedule({ ...given, publish: place });
                })
              }
            >
              Revoke
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

const nextWords = (schedule: Schedule, now: number): string =>
  schedule.on ? `Next: ${moment(nextSlot(schedule, now), now)}.` : 'Paused.';

function lastWords(last: ScheduleView['last'], now: number): string {
  if (last === undefined) return 'Not run yet.';
  const { slot, view } = last;
  const missed = slot.missed === 0 ? '' : ` ${counted(slot.missed, 'earlier time')} passed while nothing could run.`;
  return `${outcome(view, moment(slot.startedAt, now))}${missed}`;
}

function outcome(view: NonNullable<ScheduleView['last']>['view'], when: string): string {
  switch (view?.job.state) {
    case undefined:
      return `Run ${when}; what came of it is gone.`;
    case 'done':
      return `Done ${when}.`;
    case 'failed':
      return `Failed ${when}. ${view.job.failure === undefined ? '' : describeFailure(view.job.failure).cause}`;
    case 'cancelled':
      return `Cancelled, begun ${when}.`;
    case 'waiting':
      return `Waits for service since ${when}.`;
    case 'queued':
    case 'running':
    case 'paused':
      return `Under way since ${when}.`;
  }
}
