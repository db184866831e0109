/** What the head of a page's file may say. Everything but the title has a default. */
const FIELDS = ['id', 'title', 'icon', 'parent', 'created', 'edited', 'by', 'hidden'] as const;
type Field = (typeof FIELDS)[number];

export interface PageFile {
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  readonly body: string;
}

/** Splits a page's file into its head (`key: value` lines between two `---`) and its Markdown. A key nobody knows throws. */
export function readPageFile(path: string, text: string): PageFile {
  const end = text.startsWith('---\n') ? text.indexOf('\n---\n', 3) : -1;
  if (end < 0) throw new Error(`${path} has no head`);
  const fields: Partial<Record<Field, string>> = {};
  for (const line of text.slice(4, Math.max(4, end)).split('\n').filter(Boolean)) {
    const colon = line.indexOf(':');
    const field = FIELDS.find((name) => name === line.slice(0, colon));
    if (field === undefined) throw new Error(`${path}: unknown head line "${line}"`);
    fields[field] = line.slice(colon + 1).trim();
  }
  return { fields, body: text.slice(end + 5) };
}
