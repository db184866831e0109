import type { RedactionSettings } from '../../settings/redaction.ts';
import type { Finding, Rule } from './finding.ts';
import { createNear } from './near.ts';
import { ownRule } from './own-pattern.ts';
import { PERSONAL_RULES } from './personal-rules.ts';
import { SECRET_RULES } from './secret-rules.ts';

/** The rules that a person's settings ask for, secrets first: where two see the same, the first one names it. */
export function rulesOf({ secrets, personal, own }: RedactionSettings): readonly Rule[] {
  return [
    ...(secrets === 'off' ? [] : SECRET_RULES),
    ...(personal === 'off' ? [] : [...own.flatMap((pattern) => ownRule(pattern) ?? []), ...PERSONAL_RULES]),
  ];
}

/** Shorter texts hold nothing private but in a person's own words. */
const LEAST_LENGTH = 5;

/** Everything private in a text, in order, none within another. */
export function findPrivate(text: string, rules: readonly Rule[]): readonly Finding[] {
  if (text.length < LEAST_LENGTH) return [];
  const near = createNear(text);
  const found: (Finding & { readonly rank: number })[] = [];
  for (const [rank, rule] of rules.entries()) {
    for (const [from, to] of near(rule)) {
      for (const finding of matchesOf(text, from, to, rule)) found.push({ ...finding, rank });
    }
  }
  if (found.length < 2) return found;
  // The earlier rule wins a place; what it leaves of another's match is no match.
  const taken = new Uint8Array(text.length);
  return found
    .toSorted((one, other) => one.rank - other.rank || one.start - other.start)
    .filter(({ start, end }) => {
      const isFree = !taken.subarray(start, end).includes(1);
      if (isFree) taken.fill(1, start, end);
      return isFree;
    })
    .toSorted((one, other) => one.start - other.start);
}

function matchesOf(text: string, from: number, to: number, rule: Rule): readonly Finding[] {
  const { kind, label, expression, trim, holds } = rule;
  const found: Finding[] = [];
  for (const match of text.slice(from, to).matchAll(expression())) {
    const [whole] = match;
    const part = match.groups?.['v'] ?? whole;
    const value = trim === undefined ? part : trim(part);
    if (value === '' || (holds !== undefined && !holds(value))) continue;
    const start = from + match.index + whole.lastIndexOf(part);
    found.push({ start, end: start + value.length, kind, label });
  }
  return found;
}
