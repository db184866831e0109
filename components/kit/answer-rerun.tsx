import type { Answer } from '../../lib/jobs/answer.ts';
import type { Desk, HealthLine } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { askedWords, isSubstitute } from './answer-trail.ts';
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
  const line = health.find(({ name }) => name === asked.name);
  if (line?.state === 'trouble') {
    return (
      <p class="second small">
        {asked.name} {stillIs(line.failure)}.
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
