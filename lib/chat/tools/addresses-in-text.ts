const ADDRESS = /https?:\/\/[^\s<>"'`|\\^{}]+/gi;

/** Every web address that stands in a text, as it stands there and without what only closes the sentence around it. */
export function addressesInText(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [address] of text.matchAll(ADDRESS)) {
    found.add(address);
    found.add(trimmed(address));
  }
  return [...found];
}

/** A bracket belongs to the address only where it was opened in it. */
function trimmed(address: string): string {
  let end = address.replace(/[.,;:!?…]+$/, '');
  while (/[)\]]$/.test(end) && !isOpened(end)) end = end.slice(0, -1).replace(/[.,;:!?…]+$/, '');
  return end;
}

function isOpened(address: string): boolean {
  const [open, close] = address.endsWith(')') ? ['(', ')'] : ['[', ']'];
  const count = (sign: string): number => address.split(sign).length;
  return count(open) >= count(close);
}
