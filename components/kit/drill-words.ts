import type { Drill } from '../../lib/messages/drill-desk.ts';
import type { ScenarioId } from '../../lib/resilience/drill.ts';

export const SCENARIO_NAMES: Readonly<Record<ScenarioId, string>> = {
  'model-down': 'this model is down',
  'claude-down': 'all of Claude is down',
  'auth-trouble': 'keys are refused, through no fault of theirs',
  'rate-limited': 'Claude limits the rate',
  'cut-streams': 'answers are cut off',
  'notion-down': 'Notion’s API is down',
  offline: 'offline',
  everything: 'everything is down at once',
};

/** @param now may be half a minute old: a drill that has just begun is not longer for that */
export function minutesLeft({ startedAt, endsAt }: Pick<Drill, 'startedAt' | 'endsAt'>, now: number): string {
  return `${Math.ceil((endsAt - Math.max(now, startedAt)) / 60_000)} min left`;
}
