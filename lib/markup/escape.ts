/** Signs that a backslash turns into themselves. Those of Notion's list, those that begin a block, and spaces at the edge of one. */
const ESCAPED = /\\([\\*~`$[\]<>{}|^#+.!_()"'&:=\t\r -])/g;

/** Text as Markdown that reads as exactly that text within a line; a line break is a tag. */
export const escapeText = (text: string): string =>
  text.replaceAll(/[\\*~`$[\]<>{}|^\r]/g, (sign) => `\\${sign}`).replaceAll('\n', '<br>');

/** The text of a piece of Markdown in which nothing but escapes is read. */
export const unescapeText = (markdown: string): string =>
  markdown.replaceAll(/<br\s?\/?>/g, '\n').replaceAll(ESCAPED, '$1');

/** The sign that a backslash stands before, where the two are an escape. */
export const isEscapable = (sign: string): boolean => /^[\\*~`$[\]<>{}|^#+.!_()"'&:=\t\r -]$/.test(sign);

/** A line that begins like another block, or with an indentation, as one that begins a paragraph. */
export function escapeStart(line: string): string {
  if (/^(?:#{1,6}|[-+])(?:\s|$)|^-{3,}[ \t]*$|^:::|^!\[|^\t|^ [ \t]*$/.test(line)) return `\\${line}`;
  return line.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A value between the quotation marks of a tag's attribute. */
export const escapeAttribute = (value: string): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s/g, ' ');

/** An address as it stands in the brackets of a link: without spaces, its own brackets in pairs. */
export function escapeAddress(address: string): string {
  const bare = address.replaceAll(/[\s<>\\]/g, (sign) => encodeURIComponent(sign));
  return /^[^()]*(?:\([^()]*\)[^()]*)*$/.test(bare) ? bare : bare.replaceAll('(', '%28').replaceAll(')', '%29');
}
