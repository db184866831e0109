/** US dollars; small amounts keep the digits that tell them apart. */
export function dollars(usd: number): string {
  if (usd <= 0) return '$0';
  if (usd < 0.001) return 'under $0.001';
  return `$${usd.toFixed(usd < 0.1 ? 3 : 2)}`;
}
