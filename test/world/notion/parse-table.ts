import type { RichText } from '../model.ts';
import { leaf, type Draft } from './draft.ts';

/** A `<table>` from the text between its tags; every row is padded to the widest. */
export function parseTable(
  body: string,
  attributes: Readonly<Record<string, string>>,
  rich: (text: string) => RichText[],
): Draft {
  const rows = [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => rich(cell.trim())),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  const padded = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => [])]);
  return {
    ...leaf('table'),
    headerRow: attributes['header-row'] === 'true',
    headerColumn: attributes['header-column'] === 'true',
    children: padded.map((cells) => ({ ...leaf('table_row'), cells })),
  };
}
