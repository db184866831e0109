import { escapeMarkdown } from '../text/escape-markdown.ts';
import { formatNumber } from './format-figure.ts';
import type { Figure, FigureId, ReportResult, ReportTable } from './result.ts';

/** What was computed, as Markdown: the whole result without a model, and what stands under the words of one. */
export function reportMarkdown(result: ReportResult): string {
  const figures = new Map(result.figures.map((figure) => [figure.id, figure]));
  const flags = result.flags.map(({ words }) => `- ${escapeMarkdown(words)}`);
  const notes = [sourcesLine(result), ...result.notes].map((note) => `- ${escapeMarkdown(note)}`);
  return [
    ...(flags.length === 0 ? [] : ['## Flags', flags.join('\n')]),
    '## Figures',
    ...result.tables.flatMap((table) => [`### ${escapeMarkdown(table.title)}`, tableMarkdown(table, figures)]),
    '## How it was computed',
    notes.join('\n'),
  ].join('\n\n');
}

/** Which rows it rests on. */
export function sourcesLine({ sources, day }: Pick<ReportResult, 'sources' | 'day'>): string {
  const read = sources.map(({ title, rows }) => `${title} (${formatNumber(rows)} ${rows === 1 ? 'row' : 'rows'})`);
  return `Computed on ${day} from ${read.join(', ')}.`;
}

function tableMarkdown({ columns, rows }: ReportTable, figures: ReadonlyMap<FigureId, Figure>): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line([...columns.map(escapeMarkdown), 'Rows']),
    line(['---', ...columns.slice(1).map(() => '---:'), '---:']),
    ...rows.map((row) =>
      line([escapeMarkdown(row.label), ...row.cells.map((id) => textOf(figures, id)), formatNumber(row.rows)]),
    ),
  ].join('\n');
}

const textOf = (figures: ReadonlyMap<FigureId, Figure>, id: FigureId | undefined): string =>
  id === undefined ? '–' : escapeMarkdown(figures.get(id)?.text ?? '–');
