import type { Answer } from '../../lib/jobs/answer.ts';
import type { Desk, HealthLine } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { routeKey } from '../../lib/models/route.ts';
import { askedRoute, askedWords, isSubstitute } from './answer-trail.ts';
import { Button } from './button.tsx';
import { stillIs } from './kept-from.ts';
import { useWatch } from './use-watch.ts';

/** Under an answer that another one wrote: the way to the asked one once it is back, and until then how it is. */
export function RunAgain({
  desk,
  answer,
  models,
  onRetry,
}: {
  readonly desk: Desk;
  readonly answer: Answer;
  readonly models: readonly ModelFacts[];
  readonly onRetry: () => void;
}) {
  const health = useWatch<readonly HealthLine[]>((show) => desk.watchHealth(show), [desk]);
  const asked = isSubstitute(answer.provenance) ? askedWords(answer.provenance, models) : undefined;
  if (health === undefined || asked === undefined) return null;
  const route = askedRoute(answer.provenance);
  const keys = route && [`model:${routeKey(route)}`, `provider:${route.provider}`];
  const trouble = health.find(({ of, state }) => of !== undefined && state === 'trouble' && keys?.includes(of));
  if (trouble !== undefined) {
    return (
      <p class="second small">
        {asked.name} {stillIs(trouble.failure)}.
      </p>
    );
  }
  return (
    <div class="row">
      <Button icon="retry" onClick={() => onRetry()}>
        Run again on {asked.name}
      </Button>
    </div>
  );
}
