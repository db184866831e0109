import { useEffect, useState } from 'preact/hooks';

import type { FillColumn } from '../../lib/autofill/fill-column.ts';
import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { FillAsk } from '../../lib/messages/fill-desk.ts';
import type { GapPlace } from '../../lib/messages/gaps-desk.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { Field } from '../kit/field.tsx';
import { modelName } from '../kit/model-name.ts';
import { Select } from '../kit/select.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { placeChoices, useColumns } from './database-choice.ts';
import { keyOf } from './gap-places.ts';
import { useEstimate } from './use-estimate.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

interface FillFormProps {
  readonly desk: WorkbenchDesk;
  readonly databases: readonly GapPlace[];
  readonly onStarted: (id: string) => void;
}

/** Which properties of which database are to be filled, from what, and about what it costs. */
export function FillForm({ desk, databases, onStarted }: FillFormProps) {
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  const [key, setKey] = useState('');
  const database = databases.find((place) => keyOf(place) === key);
  const looked = useColumns(desk, database);
  const [chosen, setChosen] = useState<readonly FillColumn[]>([]);
  const [over, setOver] = useState<FillAsk['over']>('empty');
  const [by, setBy] = useState<FillAsk['by']>('model');
  const [fault, setFault] = useState<FailureFacts>();
  const ask = askOf(database, chosen, over, by);
  const estimate = useEstimate(desk, ask);
  useEffect(() => setChosen([]), [key]);

  const change = (column: FillColumn, on: boolean, wish = ''): void => {
    const others = chosen.filter(({ name }) => name !== column.name);
    const { wish: _before, ...plain } = column;
    setChosen(on ? [...others, { ...plain, ...(wish === '' ? {} : { wish }) }] : others);
  };
  const start = async (): Promise<void> => {
    if (ask === undefined) return;
    setFault(undefined);
    try {
      onStarted(await desk.startFill(ask));
      setChosen([]);
    } catch (error) {
      setFault(factsOf(error));
    }
  };

  return (
    <form
      class="fill-form"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <Select label="Database" value={key} choices={placeChoices('Choose a database', databases)} onChange={setKey} />
      {looked.failure && <FailureNote desk={desk} failure={looked.failure} remedies={{ retry: looked.again }} />}
      {looked.loading && <p class="second">Asking Notion for its properties…</p>}
      {looked.columns?.length === 0 && (
        <p>It has no property that can be filled. Titles, relations, people and formulas are left to you.</p>
      )}
      {looked.columns !== undefined && looked.columns.length > 0 && (
        <>
          <fieldset class="fill-columns">
            <legend>Properties to fill</legend>
            {looked.columns.map((column) => {
              const on = chosen.find(({ name }) => name === column.name);
              return (
                <div key={column.name} class="fill-column">
                  <label>
                    <input
                      type="checkbox"
                      checked={on !== undefined}
                      onChange={(event) => change(column, event.currentTarget.checked)}
                    />
                    <span dir="auto">{column.name}</span>
                    <span class="second small">{TYPE_WORDS[column.type]}</span>
                  </label>
                  {on !== undefined && by !== 'rules' && (
                    <Field
                      label={`What you want in ${column.name} (optional)`}
                      value={on.wish ?? ''}
                      onChange={(wish) => change(column, true, wish)}
                    />
                  )}
                </div>
              );
            })}
          </fieldset>
          <div class="row fill-choices">
            <Select
              label="Cells"
              value={over}
              choices={[
                { value: 'empty', label: 'Only empty ones' },
                { value: 'all', label: 'All, with what stands there beside the new value' },
              ]}
              onChange={setOver}
            />
            <Select
              label="Filled by"
              value={by}
              choices={[
                { value: 'model', label: `${modelName(settings.model, [])}, from what each page says` },
                ...(settings.provider === 'claude'
                  ? [{ value: 'batch' as const, label: 'The same in one batch: within a day, at half the price' }]
                  : []),
                { value: 'rules', label: 'Rules, without a model: dates, links, checkboxes' },
              ]}
              onChange={setBy}
            />
          </div>
          {estimate !== undefined && <p class="second">{estimate}</p>}
          {fault && <FailureNote desk={desk} failure={fault} remedies={{ retry: () => void start() }} />}
          <div class="row">
            <Button type="submit" tone="main" disabled={ask === undefined}>
              Fill
            </Button>
            <span class="second small">Nothing is written to Notion before you approve it.</span>
          </div>
        </>
      )}
    </form>
  );
}

const TYPE_WORDS: Readonly<Record<FillColumn['type'], string>> = {
  rich_text: 'Text',
  number: 'Number',
  checkbox: 'Checkbox',
  select: 'Select',
  status: 'Status',
  multi_select: 'Multi-select',
  date: 'Date',
  url: 'Link',
  email: 'E-mail',
  phone_number: 'Phone',
};

function askOf(
  place: GapPlace | undefined,
  columns: readonly FillColumn[],
  over: FillAsk['over'],
  by: FillAsk['by'],
): FillAsk | undefined {
  if (place?.under === undefined || columns.length === 0) return undefined;
  const { connection, under } = place;
  return { connection, database: under.id, databaseTitle: under.title, columns, over, by };
}
