/**
 * A decimal number without loss: `units` of 10^-`scale`. Sums of prices come out as people add them, whatever the order
 * in which they are added.
 */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { units: 0n, scale: 0 };

const PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/;

/** The decimal that a number is written as: 0.1 is a tenth, not the binary fraction next to it. Finite numbers alone. */
export function decimalOf(value: number): Decimal {
  const found = readDecimal(String(value));
  if (found === undefined) throw new RangeError(`${value} is no finite number`);
  return found;
}

/** Reads `-12.50` or `1e-7`; `undefined` for anything else. */
export function readDecimal(text: string): Decimal | undefined {
  const parts = PARTS.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const units = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

export function add(one: Decimal, other: Decimal): Decimal {
  if (one.scale === other.scale) return { units: one.units + other.units, scale: one.scale };
  const scale = Math.max(one.scale, other.scale);
  return { units: unitsAt(one, scale) + unitsAt(other, scale), scale };
}

const unitsAt = ({ units, scale }: Decimal, wanted: number): bigint => units * 10n ** BigInt(wanted - scale);

/** Rounded half away from zero to `places` digits after the point. */
export function divide(one: Decimal, by: number, places: number): Decimal {
  const scale = Math.max(one.scale, places + 1);
  return roundTo({ units: unitsAt(one, scale) / BigInt(by), scale }, places);
}

/** Rounded half away from zero. A number with fewer digits after the point stays as it is. */
export function roundTo(one: Decimal, places: number): Decimal {
  if (one.scale <= places) return one;
  const step = 10n ** BigInt(one.scale - places);
  const half = one.units < 0n ? -step / 2n : step / 2n;
  return { units: (one.units + half) / step, scale: places };
}

/** The nearest number that a computer counts with. */
export const numberOf = (one: Decimal): number => Number(writeDecimal(one));

/** Plain digits without an exponent and without zeros that say nothing. */
export function writeDecimal({ units, scale }: Decimal): string {
  const sign = units < 0n ? '-' : '';
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return fraction === '' ? (/^0+$/.test(whole) ? '0' : `${sign}${whole}`) : `${sign}${whole}.${fraction}`;
}
