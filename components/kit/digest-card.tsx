import type { JobView } from '../../lib/jobs/job-view.ts';
import type { QueueDesk } from '../../lib/messages/queue-desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { Button } from './button.tsx';
import { CopyRequest } from './copy-request.tsx';
import { useAsk } from './handing.ts';
import { digestWords, needsDecision, outcomeWords, requestWords } from './queue-words.ts';

interface DigestProps {
  readonly queue: QueueDesk;
  readonly views: readonly JobView[];
  readonly models: readonly ModelFacts[];
  readonly now: number;
  readonly onOpen: (view: JobView) => void;
  /** Asks a failed one again, where this surface can. */
  readonly retryOf: (view: JobView) => (() => void) | undefined;
}

/** What the queue has let go since this was last put away. Not there when it is empty. */
export function DigestCard({ queue, views, models, now, onOpen, retryOf }: DigestProps) {
  const ask = useAsk();
  if (views.length === 0) return null;
  const decide = views.filter(needsDecision);
  const rest = views.filter((view) => !needsDecision(view));
  const newest = Math.max(...views.map(({ job }) => job.updatedAt));
  const line = (view: JobView) => (
    <li key={view.job.id}>
      <button type="button" class="digest-open" dir="auto" onClick={() => onOpen(view)}>
        {requestWords(view.job)}
      </button>
      <p class="second small">{outcomeWords(view, models, now).join(' ')}</p>
      {view.job.state === 'failed' && <AfterFailure queue={queue} view={view} retry={retryOf(view)} />}
    </li>
  );
  return (
    <section class="digest" aria-label="Waiting requests that have run">
      <div class="row between">
        <h2>Waiting requests have run</h2>
        <Button tone="quiet" onClick={() => ask(() => queue.dismissDigest(newest))}>
          Dismiss
        </Button>
      </div>
      <p class="second small">{digestWords(views)}</p>
      {decide.length > 0 && (
        <>
          <h3>For you to decide</h3>
          <ul>{decide.map(line)}</ul>
        </>
      )}
      {rest.length > 0 && <ul>{rest.map(line)}</ul>}
    </section>
  );
}

function AfterFailure({
  queue,
  view,
  retry,
}: {
  readonly queue: QueueDesk;
  readonly view: JobView;
  readonly retry: (() => void) | undefined;
}) {
  return (
    <div class="row tight">
      {retry && <Button onClick={retry}>Ask again</Button>}
      <CopyRequest queue={queue} id={view.job.id} />
    </div>
  );
}
