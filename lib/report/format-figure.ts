import { decimalOf, roundTo, writeDecimal } from './decimal.ts';
import type { Decimal } from './decimal.ts';

const CURRENCY = /^\p{Sc}$/u;

/**
 * A number as a person reads it: commas between thousands, two digits after the point at most, three that say something
 * where it is less than one.
 */
export function formatNumber(value: Decimal | number, unit?: string): string {
  const exact = typeof value === 'number' ? decimalOf(value) : value;
  const sign = exact.units < 0n ? '−' : '';
  const money = unit !== undefined && CURRENCY.test(unit);
  const digits = grouped(writeDecimal(roundTo(absolute(exact), placesOf(exact))), money);
  if (unit === undefined || unit === '') return `${sign}${digits}`;
  if (money) return `${sign}${unit}${digits}`;
  return unit === '%' ? `${sign}${digits}%` : `${sign}${digits} ${unit}`;
}

/** With its sign in front, for what rose or fell. */
export function formatChange(value: number, unit?: string): string {
  const text = formatNumber(value, unit);
  return value > 0 ? `+${text}` : text;
}

const absolute = ({ units, scale }: Decimal): Decimal => ({ units: units < 0n ? -units : units, scale });

function placesOf({ units, scale }: Decimal): number {
  const digits = String(units < 0n ? -units : units).length;
  // Zeros after the point before the first digit that says something.
  const zeros = scale - digits;
  return zeros < 0 || units === 0n ? 2 : Math.max(2, zeros + 3);
}

function grouped(text: string, money: boolean): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const thousands = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const cents = money && fraction !== '' ? fraction.padEnd(2, '0') : fraction;
  return cents === '' ? thousands : `${thousands}.${cents}`;
}
