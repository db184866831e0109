import type { Template } from './failure-template.ts';

/** What the budget holds back. `{detail}` is a clause: whose budget it is, and what is used of it. */
export const BUDGET_TEXT = {
  'budget-spent': {
    cause: '{model} was not asked: {detail}.',
    still: '{below}',
    step: 'options',
    place: 'budget',
    label: 'Raise the cap',
  },
  'budget-near': {
    cause: '{model} was spared: {detail}.',
    still: '{below}',
    step: 'options',
    place: 'budget',
    label: 'Raise the cap',
  },
  'price-unknown': {
    cause: '{model} was not asked: your budget counts money, and no price is known for it.',
    still: '{below}',
    step: 'options',
    place: 'budget',
    label: 'Set its price',
  },
} as const satisfies Partial<Record<string, Template>>;
