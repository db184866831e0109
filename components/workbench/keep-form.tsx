import { useEffect, useState } from 'preact/hooks';

import type { FillColumn } from '../../lib/autofill/fill-column.ts';
import type { FillAsk, KeepAsk } from '../../lib/messages/fill-desk.ts';
import type { GapPlace } from '../../lib/messages/gaps-desk.ts';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { Field } from '../kit/field.tsx';
import { useAsk } from '../kit/handing.ts';
import { Select } from '../kit/select.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { placeChoices, useColumns } from './database-choice.ts';
import { keyOf } from './gap-places.ts';
import { useRule } from './rule-fields.tsx';
import { useEstimate } from './use-estimate.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

/** The names that a person who makes the properties for this is told of, and that are chosen by themselves. */
const SUMMARY = 'AI Summary';
const UPDATED = 'Summary Updated';
const WISH = 'A summary of the page in two or three sentences, with decisions and open questions where there are some.';

const DAY_MS = 86_400_000;
const LEAVE_DAYS = 90;
const MOST_WRITES = '500';

/** Keeps a summary of each row of a database in its own properties; an unchanged row is not paid for again. */
export function KeepForm({ desk, onDone }: { readonly desk: WorkbenchDesk; readonly onDone: () => void }) {
  const ask = useAsk();
  const places = useWatch<readonly GapPlace[]>((show) => desk.watchGapPlaces(show), [desk]) ?? [];
  const databases = places.filter(({ under }) => under?.kind === 'database');
  const [key, setKey] = useState('');
  const database = databases.find((place) => keyOf(place) === key);
  const looked = useColumns(desk, database);
  const chosen = useProperties(looked.columns);
  const [by, setBy] = useState<KeepAsk['by']>('model');
  const [leave, setLeave] = useState(false);
  const [most, setMost] = useState(MOST_WRITES);
  const { rule, fields } = useRule();
  const wish = wishOf(database, chosen.columns, by);
  const estimate = useEstimate(desk, wish);
  const limit = /^[1-9]\d{0,4}$/.test(most.trim()) ? Number(most) : undefined;
  const ready = wish !== undefined && rule !== undefined && (!leave || limit !== undefined);

  const save = async (): Promise<void> => {
    if (wish === undefined || rule === undefined) return;
    const { over: _all, ...kept } = wish;
    const name = `Summaries of “${wish.databaseTitle}”`;
    const approval =
      leave && limit !== undefined
        ? await desk.allow({
            connection: wish.connection,
            target: wish.database,
            targetTitle: wish.databaseTitle,
            rows: true,
            kinds: ['set-properties'],
            properties: wish.columns.map((column) => column.name),
            most: limit,
            purpose: name,
            expiresAt: Date.now() + LEAVE_DAYS * DAY_MS,
          })
        : undefined;
    const fill = await desk.keepFilled({ ...kept, by, ...(approval && { approval }) });
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await desk.saveSchedule({ name, work: { of: 'fill', fill }, rule, zone, on: true });
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
        <Select label="Database" value={key} choices={placeChoices('Choose a database', databases)} onChange={setKey} />
        {fields}
      </div>
      {looked.failure && <FailureNote desk={desk} failure={looked.failure} remedies={{ retry: looked.again }} />}
      {looked.loading && <p class="second">Asking Notion for its properties…</p>}
      {looked.columns !== undefined && <Missing chosen={chosen} onAgain={looked.again} />}
      {chosen.texts.length > 0 && (
        <>
          <div class="fields">
            <Select
              label="Summary goes to"
              value={chosen.summary}
              choices={[{ value: '', label: 'Choose a property' }, ...named(chosen.texts)]}
              onChange={chosen.setSummary}
              help="What you wrote there yourself is replaced only when you approve it."
            />
            <Select
              label="Day of the summary goes to"
              value={chosen.updated}
              choices={[{ value: '', label: 'Nowhere' }, ...named(chosen.days)]}
              onChange={chosen.setUpdated}
            />
            <Select
              label="Written by"
              value={by}
              choices={[
                { value: 'model', label: 'Claude, row by row' },
                { value: 'batch', label: 'Claude in one batch: within a day, at half the price' },
              ]}
              onChange={setBy}
            />
          </div>
          <Field label="What you want in it" value={chosen.wish} onChange={chosen.setWish} />
          <label class="tick">
            <input type="checkbox" checked={leave} onChange={() => setLeave(!leave)} />
            Write without asking each time (for {LEAVE_DAYS} days, to these properties alone; can be revoked)
          </label>
          {leave && (
            <Field
              label="At most so many changes"
              value={most}
              onChange={setMost}
              help="Then each waits for your approval again."
            />
          )}
          {estimate !== undefined && (
            <p class="second">{estimate} Later runs pay only for rows that were changed since.</p>
          )}
          <div class="row">
            <Button type="submit" tone="main" disabled={!ready}>
              Save schedule
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** What the database lacks, and what to do: its properties are the person's to make. */
function Missing({ chosen, onAgain }: { readonly chosen: Properties; readonly onAgain: () => void }) {
  const lacks = [
    ...(chosen.texts.some(({ name }) => name === SUMMARY) ? [] : [`“${SUMMARY}” of the type Text`]),
    ...(chosen.days.some(({ name }) => name === UPDATED) ? [] : [`“${UPDATED}” of the type Date`]),
  ];
  if (lacks.length === 0) return null;
  return (
    <div class="row between">
      <p>
        {`This database has no property ${lacks.join(' and none ')}. Understudy adds no properties: make ${lacks.length === 1 ? 'it' : 'them'} in Notion and look again`}
        {chosen.texts.length === 0 ? '.' : ', or choose others below.'}
      </p>
      <Button onClick={onAgain}>Look again</Button>
    </div>
  );
}

type Properties = ReturnType<typeof useProperties>;

/** The properties that take the summary and its day; those with the names for it are chosen by themselves. */
function useProperties(columns: readonly FillColumn[] = []) {
  const texts = columns.filter(({ type }) => type === 'rich_text');
  const days = columns.filter(({ type }) => type === 'date');
  const [summary, setSummary] = useState('');
  const [updated, setUpdated] = useState('');
  const [wish, setWish] = useState(WISH);
  useEffect(() => {
    setSummary(texts.find(({ name }) => name === SUMMARY)?.name ?? '');
    setUpdated(days.find(({ name }) => name === UPDATED)?.name ?? '');
  }, [columns]);
  const said = wish.trim() === '' ? {} : { wish: wish.trim() };
  const chosen: readonly FillColumn[] = [
    ...texts.filter(({ name }) => name === summary).map((column) => ({ ...column, ...said })),
    ...days.filter(({ name }) => name === updated).map((column) => ({ ...column, stamp: true })),
  ];
  const ready = texts.some(({ name }) => name === summary);
  return { texts, days, summary, setSummary, updated, setUpdated, wish, setWish, columns: ready ? chosen : [] };
}

const named = (columns: readonly FillColumn[]) => columns.map(({ name }) => ({ value: name, label: name }));

function wishOf(place: GapPlace | undefined, columns: readonly FillColumn[], by: KeepAsk['by']): FillAsk | undefined {
  if (place?.under === undefined || columns.length === 0) return undefined;
  const { connection, under } = place;
  return { connection, database: under.id, databaseTitle: under.title, columns, over: 'all', by };
}
