import { listOf, nothing, oneOf, record, text, wholeNumber } from '../base/shape.ts';
import { REMOVABLE } from '../keeping/removal.ts';

const MOST_CONNECTIONS = 200;

export const DATA_SHAPES = {
  /** Ends what is under way, before what is stored is exchanged. */
  'data.rest': nothing,
  /** What is stored was exchanged: connections that came along need their keys. */
  'data.restored': record(
    { connections: listOf(record({ name: text(200), label: text(4_000) }, {}), MOST_CONNECTIONS) },
    {},
  ),
  'data.remove': record({ what: oneOf(...REMOVABLE) }, {}),
} as const;

/** Days that each kind is kept; a kind that is left out is kept for ever. */
export const RETENTION_SHAPE = record(
  {},
  {
    answers: wholeNumber,
    conversations: wholeNumber,
    outbox: wholeNumber,
    reports: wholeNumber,
    autofill: wholeNumber,
  },
);
