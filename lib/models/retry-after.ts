/** No service is obeyed for longer than this without asking it again. */
const LONGEST_MS = 60 * 60_000;

/**
 * How long the service asks to be left alone, in milliseconds; `undefined` when it does not say or says nonsense.
 * Reads `retry-after-ms`, then `retry-after` in seconds or as a date, which is compared with the service's own clock.
 */
export function retryAfter(headers: { get(name: string): string | null }, now: number): number | undefined {
  const exact = amount(headers.get('retry-after-ms'));
  if (exact !== undefined) return Math.min(exact, LONGEST_MS);
  const text = headers.get('retry-after');
  const seconds = amount(text);
  if (seconds !== undefined) return Math.min(seconds * 1000, LONGEST_MS);
  const until = text === null || !/[a-z]/i.test(text) ? Number.NaN : Date.parse(text);
  if (Number.isNaN(until)) return undefined;
  const said = Date.parse(headers.get('date') ?? '');
  return Math.min(Math.max(0, until - (Number.isNaN(said) ? now : said)), LONGEST_MS);
}

function amount(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
