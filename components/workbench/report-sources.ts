import type { SourceChoice } from '../../lib/messages/report-desk.ts';
import type { ReportDefinition, ReportSource } from '../../lib/report/definition.ts';
import type { Choice } from '../kit/select.tsx';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** A chosen database as part of a report, under a letter that no other has. */
export function sourceOf(
  { workspace: _shown, ...choice }: SourceChoice,
  others: readonly ReportSource[],
): ReportSource {
  const id = LETTERS.find((letter) => others.every((other) => other.id !== letter)) ?? `s${others.length}`;
  return { ...choice, id, filters: [] };
}

const SEPARATOR = '\u0000';

/** Database and column as one value of a select. */
export const placeValue = ({ source, column }: { readonly source: string; readonly column: string }): string =>
  `${source}${SEPARATOR}${column}`;

export function placeOf(value: string): { readonly source: string; readonly column: string } | undefined {
  const [source, column] = value.split(SEPARATOR);
  return source === undefined || column === undefined ? undefined : { source, column };
}

/** The columns of all databases of some types, named with their database where there are several. */
export function columnChoices(
  { sources }: Pick<ReportDefinition, 'sources'>,
  types: readonly string[] | undefined,
): readonly Choice<string>[] {
  return sources.flatMap(({ id, title, columns }) =>
    columns
      .filter(({ type }) => types === undefined || types.includes(type))
      .map(({ name }) => ({
        value: placeValue({ source: id, column: name }),
        label: sources.length > 1 ? `${title}: ${name}` : name,
      })),
  );
}

export const NUMBER_TYPES = ['number', 'formula', 'rollup'] as const;
export const DATE_TYPES = ['date', 'created_time', 'last_edited_time', 'formula', 'rollup'] as const;
