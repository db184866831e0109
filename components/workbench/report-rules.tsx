import { useState } from 'preact/hooks';

import type { AnomalySearch, ReportDefinition, RowFilter, Threshold } from '../../lib/report/definition.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { columnChoices, placeOf } from './report-sources.ts';

interface PartProps {
  readonly definition: ReportDefinition;
  readonly onChange: (definition: ReportDefinition) => void;
}

/** Which rows count, and what is flagged. */
export function ReportRules({ definition, onChange }: PartProps) {
  return (
    <fieldset class="report-part">
      <legend>Conditions and flags</legend>
      <RuleList definition={definition} onChange={onChange} />
      <details>
        <summary>Only rows where</summary>
        <FilterForm definition={definition} onChange={onChange} />
      </details>
      <details>
        <summary>Flag a figure past a bound</summary>
        <ThresholdForm definition={definition} onChange={onChange} />
      </details>
      <details>
        <summary>Flag values far from the others</summary>
        <AnomalyForm definition={definition} onChange={onChange} />
      </details>
    </fieldset>
  );
}

function RuleList({ definition, onChange }: PartProps) {
  const { sources, thresholds, anomalies, measures } = definition;
  const labelOf = (id: string): string => measures.find((one) => one.id === id)?.label ?? id;
  const rules = [
    ...sources.flatMap((source) =>
      source.filters.map((filter) => ({
        words: `${source.title}: only rows where ${filterWords(filter)}`,
        without: {
          ...definition,
          sources: sources.map((one) =>
            one === source ? { ...one, filters: one.filters.filter((other) => other !== filter) } : one,
          ),
        },
      })),
    ),
    ...thresholds.map((threshold) => ({
      words: thresholdWords(threshold, labelOf),
      without: { ...definition, thresholds: thresholds.filter((one) => one !== threshold) },
    })),
    ...anomalies.map((search) => ({
      words: anomalyWords(search, labelOf),
      without: { ...definition, anomalies: anomalies.filter((one) => one !== search) },
    })),
  ];
  if (rules.length === 0) return null;
  return (
    <ul class="report-rules">
      {rules.map(({ words, without }) => (
        <li key={words} class="row between">
          <span dir="auto">{words}</span>
          <Button icon="trash" tone="quiet" label={`Remove: ${words}`} onClick={() => onChange(without)} />
        </li>
      ))}
    </ul>
  );
}

const IS_WORDS = {
  empty: 'is empty',
  filled: 'is filled',
  equal: 'is',
  unequal: 'is not',
  holds: 'holds',
  'at-least': 'is at least',
  'at-most': 'is at most',
  from: 'is on or after',
  until: 'is on or before',
} as const;

function filterWords(filter: RowFilter): string {
  const value = 'text' in filter ? filter.text : 'number' in filter ? filter.number : 'day' in filter ? filter.day : '';
  return `“${filter.column}” ${IS_WORDS[filter.is]} ${value}`.trim();
}

const EACH_WORDS = { total: 'in all', group: 'for each group', period: 'in each period' } as const;

function thresholdWords({ measure, is, bound, each }: Threshold, labelOf: (id: string) => string): string {
  const limit = 'number' in bound ? bound.number : labelOf(bound.measure);
  return `Flag ${labelOf(measure)} ${is} ${limit}, ${EACH_WORDS[each]}`;
}

const anomalyWords = ({ measure, among, from }: AnomalySearch, labelOf: (id: string) => string): string =>
  `Flag ${among} whose ${labelOf(measure)} is far from the others (modified z-score from ${from})`;

const IS_CHOICES = Object.entries(IS_WORDS).map(([value, label]) => ({ value, label }));

function FilterForm({ definition, onChange }: PartProps) {
  const choices = columnChoices(definition, undefined);
  const [chosen, setChosen] = useState('');
  const place = placeOf(chosen === '' ? (choices[0]?.value ?? '') : chosen);
  const [is, setIs] = useState<string>('equal');
  const [value, setValue] = useState('');
  const filter = place === undefined ? undefined : filterOf(place.column, is, value.trim());
  return (
    <div class="fields">
      <Select
        label="Column"
        value={chosen === '' ? (choices[0]?.value ?? '') : chosen}
        choices={choices}
        onChange={setChosen}
      />
      <Select label="Condition" value={is} choices={IS_CHOICES} onChange={setIs} />
      {is !== 'empty' && is !== 'filled' && (
        <Field
          label="Value"
          value={value}
          onChange={setValue}
          {...(is === 'from' || is === 'until' ? { placeholder: '2026-01-31' } : {})}
        />
      )}
      <Button
        disabled={filter === undefined}
        onClick={() => {
          if (filter === undefined || place === undefined) return;
          const sources = definition.sources.map((source) =>
            source.id === place.source ? { ...source, filters: [...source.filters, filter] } : source,
          );
          onChange({ ...definition, sources });
          setValue('');
        }}
      >
        Add condition
      </Button>
    </div>
  );
}

/** `undefined` while the value does not fit the condition. */
function filterOf(column: string, is: string, value: string): RowFilter | undefined {
  switch (is) {
    case 'empty':
    case 'filled':
      return { column, is };
    case 'equal':
    case 'unequal':
    case 'holds':
      return value === '' ? undefined : { column, is, text: value };
    case 'at-least':
    case 'at-most':
      return value === '' || !Number.isFinite(Number(value)) ? undefined : { column, is, number: Number(value) };
    case 'from':
    case 'until':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? { column, is, day: value } : undefined;
    default:
      return undefined;
  }
}

function ThresholdForm({ definition, onChange }: PartProps) {
  const measures = definition.measures.map(({ id, label }) => ({ value: id, label }));
  const [measure, setMeasure] = useState('');
  const [is, setIs] = useState<Threshold['is']>('above');
  const [bound, setBound] = useState('');
  const [each, setEach] = useState<Threshold['each']>('total');
  const chosen = measure === '' ? measures[0]?.value : measure;
  const other = definition.measures.find(({ label }) => label.toLowerCase() === bound.trim().toLowerCase());
  const number = bound.trim() === '' ? Number.NaN : Number(bound);
  const limit = other === undefined ? (Number.isFinite(number) ? { number } : undefined) : { measure: other.id };
  return (
    <div class="fields">
      <Select label="Figure" value={chosen ?? ''} choices={measures} onChange={setMeasure} />
      <Select
        label="Flagged when"
        value={is}
        choices={[
          { value: 'above', label: 'above' },
          { value: 'below', label: 'below' },
        ]}
        onChange={setIs}
      />
      <Field label="Bound" value={bound} onChange={setBound} help="A number, or the name of another figure." />
      <Select
        label="Looked at"
        value={each}
        choices={[
          { value: 'total', label: 'In all' },
          { value: 'group', label: 'For each group' },
          { value: 'period', label: 'In each period' },
        ]}
        onChange={setEach}
      />
      <Button
        disabled={limit === undefined || chosen === undefined}
        onClick={() => {
          if (limit === undefined || chosen === undefined) return;
          onChange({
            ...definition,
            thresholds: [...definition.thresholds, { measure: chosen, is, bound: limit, each }],
          });
          setBound('');
        }}
      >
        Add bound
      </Button>
    </div>
  );
}

function AnomalyForm({ definition, onChange }: PartProps) {
  const measures = definition.measures
    .filter(({ column }) => column !== undefined)
    .map(({ id, label }) => ({ value: id, label }));
  const [measure, setMeasure] = useState('');
  const [among, setAmong] = useState<AnomalySearch['among']>('rows');
  const [from, setFrom] = useState('3.5');
  const chosen = measure === '' ? measures[0]?.value : measure;
  const score = Number(from);
  const fits = chosen !== undefined && Number.isFinite(score) && score > 0;
  return (
    <div class="fields">
      <Select label="Figure" value={chosen ?? ''} choices={measures} onChange={setMeasure} />
      <Select
        label="Among"
        value={among}
        choices={[
          { value: 'rows', label: 'Rows of a group' },
          { value: 'periods', label: 'Periods' },
        ]}
        onChange={setAmong}
      />
      <Field
        label="Modified z-score from"
        value={from}
        onChange={setFrom}
        help="3.5 is what Iglewicz and Hoaglin recommend (1993)."
      />
      <Button
        disabled={!fits}
        onClick={() => {
          if (chosen !== undefined) {
            onChange({ ...definition, anomalies: [...definition.anomalies, { measure: chosen, among, from: score }] });
          }
        }}
      >
        Add search
      </Button>
    </div>
  );
}
