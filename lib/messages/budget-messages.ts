import { amount, dictionary, record } from '../base/shape.ts';

const NAME = 400;
/** More than anybody has workspaces, or an account models. */
const MOST = 300;

const CAPS = { dayUsd: amount, monthUsd: amount, dayTokens: amount, monthTokens: amount } as const;
const caps = record({}, CAPS);

/** A budget as a message carries it: whole, so that a cap that is left out is taken away. */
export const BUDGET_SHAPE = record(
  {
    cheaperFrom: amount,
    reserve: amount,
    workspaces: dictionary(NAME, caps, MOST),
    actions: dictionary(NAME, caps, MOST),
  },
  CAPS,
);

/** The person's own prices, whole. */
export const PRICES_SHAPE = dictionary(NAME, record({ input: amount, output: amount }, {}), MOST);
