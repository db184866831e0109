/** A whole number as people read it: `12,345`. */
export function count(amount: number): string {
  return Math.round(amount).toLocaleString('en-US');
}

/** `1 source`, `3 sources`. */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

/** Bytes in the largest unit that leaves a number above one: `4.2 MB`. */
export function bytes(amount: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let unit = 0;
  let rest = amount;
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${units[unit] ?? ''}`;
}
