import { findPrivate, rulesOf } from '../../../lib/policy/redaction/find-private.ts';
import type { Rule } from '../../../lib/policy/redaction/finding.ts';
import type { Sample } from './labelled-set.ts';

export const ALL_RULES: readonly Rule[] = rulesOf({
  secrets: 'placeholders',
  personal: 'placeholders',
  own: [],
  raises: false,
});

export interface Recall {
  readonly found: number;
  readonly samples: number;
  readonly missed: readonly string[];
}

/** A sample is found when every sign of its value is. */
export function isFound({ text, start, end }: Sample, rules = ALL_RULES): boolean {
  const found = findPrivate(text, rules);
  for (let at = start; at < end; at += 1) {
    if (!found.some((one) => one.start <= at && at < one.end)) return false;
  }
  return true;
}

export function recallByClass(samples: readonly Sample[]): ReadonlyMap<string, Recall> {
  const byClass = new Map<string, Recall>();
  for (const sample of samples) {
    const before = byClass.get(sample.className) ?? { found: 0, samples: 0, missed: [] };
    const found = isFound(sample);
    byClass.set(sample.className, {
      found: before.found + (found ? 1 : 0),
      samples: before.samples + 1,
      missed: found ? before.missed : [...before.missed, sample.text],
    });
  }
  return byClass;
}
