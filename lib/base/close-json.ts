/**
 * The beginning of a JSON text, closed after its last whole element, so that what has arrived of it can be read. A text
 * that is whole comes back as it is.
 */
export function closeJson(text: string): string {
  const open: string[] = [];
  /** Where the text can be cut, and what would close it there. */
  let cut: { readonly at: number; readonly ends: string } | undefined;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inText) {
      if (character === '\\') at += 1;
      else if (character === '"') inText = false;
      continue;
    }
    if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      open.push(character === '{' ? '}' : ']');
      // An empty list right under the whole says nothing false.
      if (character === '[' && open.length === 2) cut = { at: at + 1, ends: endsOf(open) };
    } else if (character === '}' || character === ']') {
      open.pop();
      // An object within an object is whole only with it.
      if (open.at(-1) !== '}' || open.length === 1) cut = { at: at + 1, ends: endsOf(open) };
    }
  }
  return cut === undefined ? text : `${text.slice(0, cut.at)}${cut.ends}`;
}

const endsOf = (open: readonly string[]): string => open.toReversed().join('');
