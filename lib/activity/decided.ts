import type { ActivityEntry, ActivityFacts, ActivityNews } from './entry.ts';

type Rule = Extract<ActivityEntry, { readonly kind: 'policy' }>['what'];

/** Failures that are decisions: a rule of the person or of their admin held something back before it was sent. */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['budget-spent', 'budget'],
  ['budget-near', 'budget'],
  ['price-unknown', 'budget'],
  ['managed-invalid', 'managed'],
  ['managed-forbids', 'managed'],
  ['policy-class', 'class'],
  ['page-excluded', 'exclusion'],
  ['held-back', 'redaction'],
  ['writes-off', 'setting'],
  ['approval-ended', 'setting'],
]);

/** Acts that end before anything was sent where a rule forbids them. */
const ATTEMPTS: ReadonlySet<ActivityEntry['kind']> = new Set(['read', 'model', 'write'] as const);

/** The rule that a failure tells of; `undefined` where it is none of a rule. */
export const ruleOfCode = (code: string | undefined): Rule | undefined =>
  code === undefined ? undefined : RULES.get(code);

/** An act that a rule forbade, as the decision that it was; any other as it is. */
export function asDecided(news: ActivityNews): ActivityNews {
  const rule = ATTEMPTS.has(news.kind) && news.outcome !== 'done' ? ruleOfCode(news.code) : undefined;
  if (rule === undefined) return news;
  const { kind: _kind, what: _what, ...facts } = news;
  return decision(rule, facts);
}

/** A decision of a rule against something, with the code of the failure as its name. */
export const decision = (what: Rule, facts: Omit<ActivityFacts, 'outcome'>): ActivityNews => ({
  ...facts,
  kind: 'policy',
  what,
  outcome: 'refused',
});
