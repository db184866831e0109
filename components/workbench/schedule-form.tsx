import { useState } from 'preact/hooks';

import type { ScheduledPlace, ScheduledWork } from '../../lib/jobs/schedule.ts';
import type { GapPlace } from '../../lib/messages/gaps-desk.ts';
import type { Connections } from '../../lib/messages/desk.ts';
import type { SavedReport } from '../../lib/report/saved-report.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { useAsk } from '../kit/handing.ts';
import { Select } from '../kit/select.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { pageOfLink } from './page-of-link.ts';
import { KeepForm } from './keep-form.tsx';
import { gapChoices, keyOf, scopeOf, titleOf } from './gap-places.ts';
import { useRule } from './rule-fields.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';

const DAY_MS = 86_400_000;
/** Leave for published results ends by itself: after so long, and so many. */
const LEAVE_DAYS = 90;
const MOST_PUBLISHED = 100;
const BRIEF = 'brief';
const KEEP = 'keep';
const GAPS = 'gaps';

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
  const [what, setWhat] = useState(reports[0]?.id ?? BRIEF);
  const report = reports.find(({ id }) => id === what);
  return (
    <div class="report-form">
      <div class="fields">
        <Select
          label="What runs"
          value={what}
          choices={[
            ...reports.map(({ id, definition }) => ({ value: id, label: `Report: ${definition.title}` })),
            { value: BRIEF, label: 'Brief of a page' },
            { value: GAPS, label: 'Gap check' },
            { value: KEEP, label: 'Summaries kept in a database' },
          ]}
          onChange={setWhat}
        />
      </div>
      {what === KEEP ? (
        <KeepForm desk={desk} onDone={onDone} />
      ) : (
        <ResultForm key={what} desk={desk} report={report} gaps={what === GAPS} onDone={onDone} />
      )}
    </div>
  );
}

/** A schedule of something that has a result to read, and perhaps a page that it is published to. */
function ResultForm({
  desk,
  report,
  gaps,
  onDone,
}: {
  readonly desk: WorkbenchDesk;
  readonly report: SavedReport | undefined;
  /** A check for gaps, and no report; neither is a brief. */
  readonly gaps: boolean;
  readonly onDone: () => void;
}) {
  const ask = useAsk();
  const connections = useWatch<Connections>((show) => desk.watchConnections(show), [desk]);
  const places = useWatch<readonly GapPlace[]>((show) => desk.watchGapPlaces(show), [desk]) ?? [];
  const [part, setPart] = useState('');
  const [about, setAbout] = useState('');
  const { rule, fields } = useRule();
  const [link, setLink] = useState('');
  const [leave, setLeave] = useState(false);
  const subject = report === undefined ? pageOfLink(about) : undefined;
  const place = pageOfLink(link);
  const looked = places.find((one) => keyOf(one) === part);
  const work = gaps ? gapsOf(looked) : workOf(report, subject);
  const name = nameOfWork(work, report);
  const ready = work !== undefined && rule !== undefined && (link.trim() === '' || place !== undefined);

  const save = async (): Promise<void> => {
    if (work === undefined || rule === undefined) return;
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
      rule,
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
        {gaps && <Select label="Look through" value={part} choices={gapChoices(places)} onChange={setPart} />}
        {report === undefined && !gaps && (
          <Field label="Page" value={about} onChange={setAbout} help="Paste the link of the Notion page." />
        )}
        {fields}
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

const gapsOf = (place: GapPlace | undefined): ScheduledWork => ({
  of: 'gaps',
  scope: scopeOf(place),
  title: titleOf(place),
});

function nameOfWork(work: ScheduledWork | undefined, report: SavedReport | undefined): string {
  if (work?.of === 'gaps') return `Gaps in ${work.title}`;
  return report?.definition.title ?? (work?.of === 'brief' ? `Brief of ${work.target.title}` : '');
}
