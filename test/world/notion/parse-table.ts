import type { RichText } from '../model.ts';
import { leaf, type Draft } from './draft.ts';

/** Code as it stands in a cell: tags in it are text. */
const CODE = /\uE000|\\[^]|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g;
const HIDDEN = '\uE000';

/** A `<table>` from the text between its tags; every row is padded to the widest. */
export function parseTable(
  body: string,
  attributes: Readonly<Record<string, string>>,
  rich: (text: string) => RichText[],
): Draft {
  const codes: string[] = [];
  const hide = (code: string): string => `${HIDDEN}${codes.push(code) - 1}${HIDDEN}`;
  const show = (text: string): string =>
    text.replaceAll(/\uE000(\d+)\uE000/g, (_, at: string) => codes[Number(at)] ?? '');
  const rows = [...body.replaceAll(CODE, hide).matchAll(/<tr[^>]*>([^]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>([^]*?)<\/td>/g)].map(([, cell = '']) =>
      rich(show(cell.includes('\n') ? cell.trim() : cell)),
    ),
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
