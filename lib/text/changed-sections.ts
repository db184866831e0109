/** How many of a page's sections are not what they were, by their fingerprints before and after; order plays no part. */
export function changedSections(
  before: readonly string[],
  after: readonly string[],
): { readonly changed: number; readonly total: number } {
  const known = new Map<string, number>();
  for (const print of before) known.set(print, (known.get(print) ?? 0) + 1);
  let found = 0;
  for (const print of after) {
    const left = known.get(print) ?? 0;
    if (left === 0) continue;
    known.set(print, left - 1);
    found += 1;
  }
  return { changed: Math.max(after.length, before.length) - found, total: after.length };
}
