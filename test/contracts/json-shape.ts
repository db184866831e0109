/** Where the shape of `ours` differs from that of the recorded `theirs`: keys and types, not values. */
export function shapeDifferences(theirs: unknown, ours: unknown, at = '$'): string[] {
  if (theirs === null || ours === null) return []; // a null says nothing of the type
  if (kind(theirs) !== kind(ours)) return [`${at}: ${kind(theirs)} is ${kind(ours)}`];
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    return theirs.length > 0 && ours.length > 0 ? shapeDifferences(theirs[0], ours[0], `${at}[0]`) : [];
  }
  if (!isRecord(theirs) || !isRecord(ours)) return [];
  if (at.endsWith('.properties')) return sharedKeys(theirs, ours, at);
  const another = typeof theirs['type'] === 'string' && theirs['type'] !== ours['type'];
  if (another && at !== '$') return []; // one of several forms, and not the same one
  const missing = Object.keys(theirs).filter((key) => !(key in ours));
  const added = Object.keys(ours).filter((key) => !(key in theirs));
  return [
    ...missing.map((key) => `${at}.${key} is missing`),
    ...added.map((key) => `${at}.${key} is not in the recording`),
    ...sharedKeys(theirs, ours, at),
  ];
}

function sharedKeys(theirs: Record<string, unknown>, ours: Record<string, unknown>, at: string): string[] {
  return Object.keys(theirs)
    .filter((key) => key in ours)
    .flatMap((key) => shapeDifferences(theirs[key], ours[key], `${at}.${key}`));
}

function kind(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
