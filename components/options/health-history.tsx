import { useState } from 'preact/hooks';

import { healthAsCsv, healthAsJson } from '../../lib/activity/export-health.ts';
import { dayOf } from '../../lib/activity/day.ts';
import { histories } from '../../lib/activity/history.ts';
import type { ServiceHistory } from '../../lib/activity/history.ts';
import type { HealthDesk, HealthHistory } from '../../lib/messages/health-desk.ts';
import { lasting } from '../kit/age.ts';
import { count, counted } from '../kit/amount.ts';
import { DayBars } from '../kit/bars.tsx';
import { Button } from '../kit/button.tsx';
import { took } from '../kit/moment.ts';
import { saveFile } from '../kit/save-file.ts';
import { ScrollTable } from '../kit/scroll-table.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { Incidents } from './health-incidents.tsx';
import { SavedWords } from './health-saved.tsx';

/** The last 90 days of every service, what went wrong in them, and what saved requests meanwhile. */
export function HealthHistorySection({ desk, now }: { readonly desk: HealthDesk; readonly now: number }) {
  const history = useWatch<HealthHistory>((show) => desk.watchHistory(show), [desk]);
  if (history === undefined) return <p aria-busy="true">Reading…</p>;
  const { days, incidents, saved } = history;
  const offsetMs = -new Date(now).getTimezoneOffset() * 60_000;
  const services = histories(days, incidents, now, offsetMs);
  if (services.length === 0) {
    return (
      <p class="second">Once Claude or Notion was asked, its days, response times and incidents are shown here.</p>
    );
  }
  const name = `understudy-health-${dayOf(now, offsetMs)}`;
  return (
    <>
      <p class="help">
        Counted from your own requests on this device. Kept for 90 days, sent nowhere. Uptime is the time without an
        incident, over days with requests; a mark stands above a day that had one.
      </p>
      <ul class="service-days" aria-label="The last 90 days">
        {services.map((service) => (
          <Days key={service.service} history={service} />
        ))}
      </ul>
      <SavedWords saved={saved} />
      <Incidents incidents={incidents} saved={saved} now={now} />
      <div class="row">
        <Button icon="out" onClick={() => saveFile(`${name}.json`, 'application/json', healthAsJson(history, now))}>
          Export JSON
        </Button>
        <Button icon="table" onClick={() => saveFile(`${name}.csv`, 'text/csv', healthAsCsv(history, now))}>
          Export CSV
        </Button>
      </div>
      <p class="help">For your IT department: counts, times and causes. No text of a page, no question, no key.</p>
    </>
  );
}

function Days({ history }: { readonly history: ServiceHistory }) {
  const [open, setOpen] = useState(false);
  const { name, bars, service } = history;
  const bad = bars.filter(({ troubleMs }) => troubleMs > 0).length;
  const asked = bars.filter(({ calls }) => calls > 0).length;
  const label = `${name}, ${bars.length} days: asked on ${asked}, an incident on ${bad}`;
  const id = `days ${service}`.replaceAll(/[^\w]+/g, '-');
  return (
    <li>
      <div class="row between">
        <h3 dir="auto">{name}</h3>
        <Button
          tone="quiet"
          label={`${open ? 'Hide' : 'Show'} table of ${name}`}
          expanded={open}
          controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Hide table' : 'Show table'}
        </Button>
      </div>
      <DayBars bars={bars} label={label} />
      <p class="row between second small" aria-hidden="true">
        <span>{bars.length} days ago</span>
        <span>today</span>
      </p>
      <p class="small">{figures(history)}</p>
      <div id={id}>{open && <DayTable history={history} />}</div>
    </li>
  );
}

/** Fewer answers have no times worth telling. */
const FEWEST = 5;

function figures({ uptime, calls, failed, p50, p95 }: ServiceHistory): string {
  const answered = calls - failed;
  const times =
    p50 === undefined || p95 === undefined || answered < FEWEST
      ? []
      : [`Half of the answers begin within ${took(p50)}, 95 % within ${took(p95)}.`];
  return [
    ...(uptime === undefined || answered === 0 ? [] : [`Up ${percent(uptime)} of the time.`]),
    `${count(answered)} of ${counted(calls, 'call')} answered.`,
    ...times,
  ].join(' ');
}

/** Rounded down where it is not all: 99.96 % with an incident is not 100 %. */
const percent = (share: number): string => (share >= 1 ? '100 %' : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`);

/** The days on which something was asked or failed, newest first. */
function DayTable({ history: { name, bars } }: { readonly history: ServiceHistory }) {
  const told = bars.filter(({ calls, troubleMs }) => calls > 0 || troubleMs > 0).toReversed();
  return (
    <ScrollTable label={`Days of ${name}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Calls</th>
            <th scope="col">Failed</th>
            <th scope="col">In trouble</th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ day, calls, failed, troubleMs }) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              <td>{count(calls)}</td>
              <td>{count(failed)}</td>
              <td>{troubleMs > 0 ? lasting(troubleMs) : 'none'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
