import type { Join, PeriodStep, ReportDefinition } from '../../lib/report/definition.ts';
import { ROW_ITSELF } from '../../lib/report/definition.ts';
import { Select } from '../kit/select.tsx';
import { columnChoices, DATE_TYPES, placeOf, placeValue } from './report-sources.ts';

const STEPS: readonly { readonly value: PeriodStep | 'none'; readonly label: string }[] = [
  { value: 'none', label: 'Not by time' },
  { value: 'day', label: 'By day' },
  { value: 'week', label: 'By week' },
  { value: 'month', label: 'By month' },
  { value: 'quarter', label: 'By quarter' },
  { value: 'year', label: 'By year' },
];

const NOTHING = '';

interface PartProps {
  readonly definition: ReportDefinition;
  readonly onChange: (definition: ReportDefinition) => void;
}

/** By what the figures are divided: columns, periods, and how rows of one database lead to another. */
export function ReportGrouping({ definition, onChange }: PartProps) {
  const { groups, sources, step } = definition;
  const columns = [{ value: NOTHING, label: 'Nothing' }, ...columnChoices(definition, undefined)];
  const groupAt = (at: number, value: string): void => {
    const place = placeOf(value);
    const others = groups.filter((_, index) => index !== at);
    onChange({
      ...definition,
      groups: place === undefined ? others : at === 0 ? [place, ...others] : [...others, place],
    });
  };
  const stepTo = (value: PeriodStep | 'none'): void => {
    const { step: _before, ...rest } = definition;
    onChange(value === 'none' ? rest : { ...rest, step: value });
  };
  const dateOf = (id: string, value: string): void =>
    onChange({
      ...definition,
      sources: sources.map((source) => {
        const { date: _before, ...rest } = source;
        if (source.id !== id) return source;
        return value === NOTHING ? rest : { ...rest, date: value };
      }),
    });
  return (
    <fieldset class="report-part">
      <legend>Divided by</legend>
      <div class="fields">
        <Select label="Groups" value={valueAt(groups[0])} choices={columns} onChange={(value) => groupAt(0, value)} />
        {groups.length > 0 && (
          <Select label="And by" value={valueAt(groups[1])} choices={columns} onChange={(value) => groupAt(1, value)} />
        )}
        <Select label="Periods" value={step ?? 'none'} choices={STEPS} onChange={stepTo} />
        {step !== undefined &&
          sources.map(({ id, title, date, columns: own }) => (
            <Select
              key={id}
              label={sources.length > 1 ? `Date of ${title}` : 'Date'}
              value={date ?? NOTHING}
              choices={[
                { value: NOTHING, label: 'None' },
                ...own
                  .filter(({ type }) => DATE_TYPES.some((one) => one === type))
                  .map(({ name }) => ({ value: name, label: name })),
              ]}
              onChange={(value) => dateOf(id, value)}
            />
          ))}
        {step !== undefined && (
          <Select
            label="Trend"
            value={definition.trend}
            choices={[
              { value: 'theil-sen', label: 'Theil–Sen: a few wild values do not turn it' },
              { value: 'least-squares', label: 'Least squares' },
            ]}
            onChange={(trend) => onChange({ ...definition, trend })}
          />
        )}
      </div>
      {sources.length > 1 && <Joins definition={definition} onChange={onChange} />}
    </fieldset>
  );
}

const valueAt = (group: ReportDefinition['groups'][number] | undefined): string =>
  group === undefined ? NOTHING : placeValue(group);

/** How each further database is reached from the ones before it, or reaches them. */
function Joins({ definition, onChange }: PartProps) {
  const { joins, sources } = definition;
  const pairs = sources.flatMap((one, at) => sources.slice(at + 1).map((other) => [one, other] as const));
  return (
    <div class="fields">
      {pairs.map(([one, other]) => {
        const between = joins.find((join) => isBetween(join, one.id, other.id));
        const choices = [
          { value: NOTHING, label: 'Not linked' },
          ...linkChoices(definition, one.id, other.id),
          ...linkChoices(definition, other.id, one.id),
        ];
        const value = between === undefined ? NOTHING : JSON.stringify(between);
        const known = choices.some((choice) => choice.value === value);
        return (
          <Select
            key={`${one.id} ${other.id}`}
            label={`${one.title} and ${other.title}`}
            value={value}
            choices={
              known || between === undefined ? choices : [...choices, { value, label: linkLabel(definition, between) }]
            }
            onChange={(chosen) => {
              const rest = joins.filter((join) => join !== between);
              const link = choices.find((choice) => choice.value === chosen)?.link;
              onChange({ ...definition, joins: link === undefined ? rest : [...rest, link] });
            }}
          />
        );
      })}
    </div>
  );
}

const isBetween = ({ from, to }: Join, one: string, other: string): boolean =>
  (from.source === one && to.source === other) || (from.source === other && to.source === one);

interface LinkChoice {
  readonly value: string;
  readonly label: string;
  readonly link?: Join;
}

/** Relations of one database, and its columns that the other has under the same name or as its title. */
function linkChoices(definition: ReportDefinition, from: string, to: string): readonly LinkChoice[] {
  const [one, other] = [from, to].map((id) => definition.sources.find((source) => source.id === id));
  if (one === undefined || other === undefined) return [];
  const title = other.columns.find(({ type }) => type === 'title')?.name;
  const links = one.columns.flatMap(({ name, type }): readonly Join[] => {
    if (type === 'relation') return [{ from: { source: from, by: name }, to: { source: to, by: ROW_ITSELF } }];
    if (!WORDED.has(type)) return [];
    const same = other.columns.some((column) => column.name === name && WORDED.has(column.type));
    return [...(same ? [name] : []), ...(title !== undefined && title !== name ? [title] : [])].map((by) => ({
      from: { source: from, by: name },
      to: { source: to, by },
    }));
  });
  return links.map((link) => ({ value: JSON.stringify(link), label: linkLabel(definition, link), link }));
}

const WORDED: ReadonlySet<string> = new Set([
  'title',
  'select',
  'status',
  'multi_select',
  'rich_text',
  'people',
  'email',
]);

function linkLabel({ sources }: ReportDefinition, { from, to }: Join): string {
  const nameOf = (id: string): string => sources.find((source) => source.id === id)?.title ?? id;
  if (to.by === ROW_ITSELF) return `“${from.by}” of ${nameOf(from.source)} leads to ${nameOf(to.source)}`;
  if (from.by === ROW_ITSELF) return `“${to.by}” of ${nameOf(to.source)} leads to ${nameOf(from.source)}`;
  return `“${from.by}” of ${nameOf(from.source)} is “${to.by}” of ${nameOf(to.source)}`;
}
