/**
 * Lines of fields for a spreadsheet (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in
 * front: names come from pages that anybody may have written.
 */
export const csvOf = (lines: readonly (readonly (string | number)[])[]): string =>
  lines.map((line) => line.map(field).join(',')).join('\r\n');

const FORMULA = /^[=+\-@\t\r]/;

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) && !/^[+-][\d.,]+%?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
