import type { Derived, Measure, MeasureKind, ReportDefinition } from '../../lib/report/definition.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { columnChoices, NUMBER_TYPES, placeOf, placeValue } from './report-sources.ts';

const KINDS: readonly { readonly value: MeasureKind; readonly label: string }[] = [
  { value: 'count', label: 'Number of rows' },
  { value: 'sum', label: 'Sum' },
  { value: 'mean', label: 'Mean' },
  { value: 'median', label: 'Median' },
  { value: 'min', label: 'Smallest' },
  { value: 'max', label: 'Largest' },
];

const DERIVED: readonly { readonly value: Derived; readonly label: string }[] = [
  { value: 'share', label: 'Share of all' },
  { value: 'change', label: 'Change against the period before' },
  { value: 'trend', label: 'Trend' },
];

interface PartProps {
  readonly definition: ReportDefinition;
  readonly onChange: (definition: ReportDefinition) => void;
}

/** What is counted and added up. */
export function ReportMeasures({ definition, onChange }: PartProps) {
  const { measures } = definition;
  const put = (changed: Measure): void =>
    onChange({ ...definition, measures: measures.map((one) => (one.id === changed.id ? changed : one)) });
  const remove = (id: string): void =>
    onChange({
      ...definition,
      measures: measures.filter((one) => one.id !== id),
      thresholds: definition.thresholds.filter(
        ({ measure, bound }) => measure !== id && !('measure' in bound && bound.measure === id),
      ),
      anomalies: definition.anomalies.filter(({ measure }) => measure !== id),
    });
  const more = (): void => {
    const [source] = definition.sources;
    if (source === undefined) return;
    const id = `m${Math.max(0, ...measures.map((one) => Number(/^m(\d+)$/.exec(one.id)?.[1] ?? 0))) + 1}`;
    onChange({
      ...definition,
      measures: [...measures, { id, label: `Number of ${source.title}`, source: source.id, of: 'count', also: [] }],
    });
  };
  return (
    <fieldset class="report-part">
      <legend>Figures</legend>
      {measures.map((measure) => (
        <MeasureRow
          key={measure.id}
          definition={definition}
          measure={measure}
          onPut={put}
          onRemove={() => remove(measure.id)}
        />
      ))}
      <div class="row">
        <Button icon="plus" onClick={more}>
          Add a figure
        </Button>
      </div>
    </fieldset>
  );
}

function MeasureRow({
  definition,
  measure,
  onPut,
  onRemove,
}: {
  readonly definition: ReportDefinition;
  readonly measure: Measure;
  readonly onPut: (measure: Measure) => void;
  readonly onRemove: () => void;
}) {
  const { column: _before, ...rest } = measure;
  const sources = definition.sources.map(({ id, title }) => ({ value: id, label: title }));
  const numbers = columnChoices(definition, NUMBER_TYPES);
  const [first] = numbers;
  const chosen = measure.column === undefined ? '' : placeValue({ source: measure.source, column: measure.column });
  return (
    <fieldset class="report-measure" aria-label={`Figure ${measure.label}`}>
      <Select
        label="What"
        value={measure.of}
        choices={KINDS}
        onChange={(of) => {
          if (of === 'count') return onPut({ ...rest, of });
          const place = measure.column === undefined ? placeOf(first?.value ?? '') : undefined;
          return onPut({ ...measure, of, ...place, ...(place && { label: place.column }) });
        }}
      />
      {measure.of === 'count' ? (
        <Select label="Of" value={measure.source} choices={sources} onChange={(source) => onPut({ ...rest, source })} />
      ) : (
        <Select
          label="Of"
          value={chosen}
          choices={numbers}
          onChange={(value) => {
            const place = placeOf(value);
            if (place !== undefined) onPut({ ...measure, ...place, label: place.column });
          }}
        />
      )}
      <Field label="Called" value={measure.label} onChange={(label) => onPut({ ...measure, label })} />
      <Field
        label="Unit"
        value={measure.unit ?? ''}
        onChange={(unit) => {
          const { unit: _old, ...bare } = measure;
          onPut(unit.trim() === '' ? bare : { ...bare, unit: unit.trim().slice(0, 12) });
        }}
      />
      <div class="report-also">
        {DERIVED.map(({ value, label }) => (
          <label key={value} class="tick">
            <input
              type="checkbox"
              checked={measure.also.includes(value)}
              onChange={() =>
                onPut({
                  ...measure,
                  also: measure.also.includes(value)
                    ? measure.also.filter((one) => one !== value)
                    : [...measure.also, value],
                })
              }
            />
            {label}
          </label>
        ))}
        <Button icon="trash" tone="quiet" label={`Remove ${measure.label}`} onClick={onRemove} />
      </div>
    </fieldset>
  );
}
