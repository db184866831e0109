import { useState } from 'preact/hooks';

import type { ScheduledPlace, ScheduledWork, ScheduleRule } from '../../lib/jobs/schedule.ts';
import type { Connections } from '../../lib/messages/desk.ts';
import type { SavedReport } from '../../lib/report/saved-report.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { useAsk } from '../kit/handing.ts';
import { Select } from '../kit/select.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { pageOfLink } from './page-of-link.ts';
import { clockWords, readClock, WEEKDAYS } from './schedule-words.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

const EVERY: readonly { readonly value: ScheduleRule['every']; readonly label: string }[] = [
  { value: 'day', label: 'Every day' },
  { value: 'weekdays', label: 'Monday to Friday' },
  { value: 'week', label: 'Every week' },
  { value: 'month', label: 'Every month' },
];

const NINE = 9 * 60;
const DAY_MS = 86_400_000;
/** Leave for published results ends by itself: after so long, and so many. */
const LEAVE_DAYS = 90;
const MOST_PUBLISHED = 100;
const BRIEF = 'brief';

/** Puts a schedule together. */
export function ScheduleForm({
  desk,
  reports,
  onDone,
}: {
  readonly desk: WorkbenchDesk;
  readonly reports: readonly SavedReport[];
  readonly onDone: () => void;
}) {
  const ask = useAsk();
  const connections = useWatch<Connections>((show) => desk.watchConnections(show), [desk]);
  const [what, setWhat] = useState(reports[0]?.id ?? BRIEF);
  const [about, setAbout] = useState('');
  const [every, setEvery] = useState<ScheduleRule['every']>('week');
  const [weekday, setWeekday] = useState('1');
  const [day, setDay] = useState('1');
  const [clock, setClock] = useState(clockWords(NINE));
  const [link, setLink] = useState('');
  const [leave, setLeave] = useState(false);
  const report = reports.find(({ id }) => id === what);
  const subject = report === undefined ? pageOfLink(about) : undefined;
  const minute = readClock(clock);
  const place = pageOfLink(link);
  const work = workOf(report, subject);
  const name = report?.definition.title ?? (subject === undefined ? '' : `Brief of ${subject.title}`);
  const ready = work !== undefined && minute !== undefined && (link.trim() === '' || place !== undefined);

  const save = async (): Promise<void> => {
    if (work === undefined || minute === undefined) return;
    const connection = report?.definition.sources[0]?.connection ?? connections?.notion[0]?.id;
    const publish: ScheduledPlace | undefined = place && { ...place, as: 'append' };
    const approval =
      leave && publish !== undefined && connection !== undefined
        ? await desk.allow({
            connection,
            target: publish.page,
            targetTitle: publish.title,
            kinds: ['append'],
            most: MOST_PUBLISHED,
            purpose: `Schedule “${name}”`,
            expiresAt: Date.now() + LEAVE_DAYS * DAY_MS,
          })
        : undefined;
    await desk.saveSchedule({
      name,
      work,
      rule: ruleOf(every, minute, Number(weekday), Number(day)),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      on: true,
      ...(publish && { publish: { ...publish, ...(approval && { approval }) } }),
    });
    onDone();
  };

  return (
    <form
      class="report-form"
      onSubmit={(event) => {
        event.preventDefault();
        ask(save);
      }}
    >
      <div class="fields">
        <Select
          label="What runs"
          value={what}
          choices={[
            ...reports.map(({ id, definition }) => ({ value: id, label: `Report: ${definition.title}` })),
            { value: BRIEF, label: 'Brief of a page' },
          ]}
          onChange={setWhat}
        />
        {report === undefined && (
          <Field label="Page" value={about} onChange={setAbout} help="Paste the link of the Notion page." />
        )}
        <Select label="When" value={every} choices={EVERY} onChange={setEvery} />
        {every === 'week' && (
          <Select
            label="On"
            value={weekday}
            choices={WEEKDAYS.map((label, at) => ({ value: String(at + 1), label }))}
            onChange={setWeekday}
          />
        )}
        {every === 'month' && (
          <Select
            label="On day"
            value={day}
            choices={Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))}
            onChange={setDay}
            help="In shorter months their last day."
          />
        )}
        <Field label="At" value={clock} onChange={setClock} help="Hours and minutes, such as 09:00." />
      </div>
      <Field
        label="Publish the result to"
        value={link}
        onChange={setLink}
        help="Paste the link of a Notion page, or leave it empty. Each result is added at its end."
      />
      {place !== undefined && (
        <label class="tick">
          <input type="checkbox" checked={leave} onChange={() => setLeave(!leave)} />
          Publish without asking each time (for {LEAVE_DAYS} days, to this page alone; can be revoked)
        </label>
      )}
      <div class="row">
        <Button type="submit" tone="main" disabled={!ready}>
          Save schedule
        </Button>
      </div>
    </form>
  );
}

function workOf(report: SavedReport | undefined, subject: ReturnType<typeof pageOfLink>): ScheduledWork | undefined {
  if (report !== undefined) return { of: 'report', report: report.id };
  if (subject === undefined) return undefined;
  return { of: 'brief', target: { pageId: subject.page, title: subject.title, url: subject.url } };
}

function ruleOf(every: ScheduleRule['every'], minute: number, weekday: number, day: number): ScheduleRule {
  switch (every) {
    case 'week':
      return { every, weekday, minute };
    case 'month':
      return { every, day, minute };
    case 'day':
    case 'weekdays':
      return { every, minute };
  }
}
