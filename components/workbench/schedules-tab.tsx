import { useState } from 'preact/hooks';

import type { FillRun } from '../../lib/autofill/fill-run.ts';
import { nextSlot } from '../../lib/jobs/schedule.ts';
import type { Schedule } from '../../lib/jobs/schedule.ts';
import type { ScheduleView } from '../../lib/messages/schedule-desk.ts';
import { stillHolds } from '../../lib/outbox/covers.ts';
import type { StandingApproval } from '../../lib/outbox/standing-approval.ts';
import type { SavedReport } from '../../lib/report/saved-report.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import { counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { useAsk } from '../kit/handing.ts';
import { moment } from '../kit/moment.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { fillOutcome, fillState } from './fill-words.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { ruleWords } from './schedule-words.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';
import './reports.css';

/** What runs by itself: when next, what came of it last. */
export function SchedulesTab({ desk }: { readonly desk: WorkbenchDesk }) {
  const schedules = useWatch<readonly ScheduleView[]>((show) => desk.watchSchedules(show), [desk]);
  const reports = useWatch<readonly SavedReport[]>((show) => desk.watchReports(show), [desk]) ?? [];
  const leave = useWatch<readonly StandingApproval[]>((show) => desk.watchApprovals(show), [desk]) ?? [];
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
            <ScheduleRow key={view.schedule.id} desk={desk} shown={view} leave={leave} now={now} />
          ))}
        </ul>
      )}
    </>
  );
}

function ScheduleRow({
  desk,
  shown: { schedule, last, kept },
  leave,
  now,
}: {
  readonly desk: WorkbenchDesk;
  readonly shown: ScheduleView;
  readonly leave: readonly StandingApproval[];
  readonly now: number;
}) {
  const ask = useAsk();
  const { createdAt: _made, seenUpTo: _seen, ...given } = schedule;
  const approval = schedule.publish?.approval ?? kept?.approval;
  const standing = leave.find(({ id }) => id === approval);
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
            onConfirm={() =>
              ask(async () => {
                if (approval !== undefined) await desk.revoke(approval);
                await desk.removeSchedule(schedule.id);
                if (kept !== undefined) await desk.unkeepFilled(kept.id);
              })
            }
          />
        </span>
      </div>
      <p>
        {ruleWords(schedule)}. {nextWords(schedule, now)}
      </p>
      {last?.fill === undefined ? (
        <p class="second">{lastWords(last, now)}</p>
      ) : (
        <FillLine desk={desk} run={last.fill} now={now} />
      )}
      {kept && (
        <div class="row between">
          <p class="second" dir="auto">
            {`${kept.columns.map(({ name }) => name).join(' and ')} of the rows of “${kept.databaseTitle}”. ${leaveWords(standing, now)}`}
          </p>
          {standing && stillHolds(standing, now) && (
            <Button onClick={() => ask(() => desk.revoke(standing.id))}>Revoke</Button>
          )}
        </div>
      )}
      {schedule.publish && (
        <div class="row between">
          <p class="second" dir="auto">
            {approval === undefined
              ? `Proposed for “${schedule.publish.title}”; each one waits for your approval.`
              : `Published to “${schedule.publish.title}” under a standing approval.`}
          </p>
          {schedule.publish.approval !== undefined && approval !== undefined && (
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

/** How far the filling is, or what came of it and what it cost. */
function FillLine({ desk, run, now }: { readonly desk: WorkbenchDesk; readonly run: FillRun; readonly now: number }) {
  const ask = useAsk();
  const words = fillState(run, now);
  const { rows, filled, nothing, failed } = run.counts;
  if (run.state === 'done' || run.state === 'cancelled')
    return <p class="second">{`${moment(run.createdAt, now)}: ${words}. ${fillOutcome(run)}`}</p>;
  return (
    <>
      <output class="second">{words}</output>
      <ProgressBar label="Progress" words={words} done={filled + nothing + failed} total={rows} />
      {run.failure && run.state === 'waiting' && (
        <FailureNote desk={desk} failure={run.failure} remedies={{ retry: () => ask(() => desk.resumeFill(run.id)) }} />
      )}
    </>
  );
}

function leaveWords(leave: StandingApproval | undefined, now: number): string {
  if (leave === undefined || !stillHolds(leave, now) || leave.used >= leave.most)
    return 'Each change waits for your approval.';
  return `Written under a standing approval: ${leave.used} of at most ${counted(leave.most, 'change')} so far, until ${moment(leave.expiresAt, now)}.`;
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
