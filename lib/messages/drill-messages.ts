import { nothing, oneOf, record } from '../base/shape.ts';
import { SCENARIOS } from '../resilience/drill.ts';

/** What is asked of the drill. A script in Notion's page may only end one: that takes nothing away from anybody. */
export const DRILL_SHAPES = {
  'drill.start': record({ scenario: oneOf(...SCENARIOS) }, {}),
  'drill.stop-trying': nothing,
  'drill.end': nothing,
} as const;
