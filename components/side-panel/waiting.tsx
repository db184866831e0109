import type { JobId } from '../../lib/base/ids.ts';
import type { Message } from '../../lib/chat/conversation.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import { Button } from '../kit/button.tsx';

/** Messages that are stored and wait behind another, or were held. Not there when none waits. */
export function Waiting({
  messages,
  views,
  onStop,
}: {
  readonly messages: readonly Message[];
  readonly views: ReadonlyMap<JobId, JobView>;
  readonly onStop: (id: JobId) => void;
}) {
  const all = [...views.values()];
  const busy = all.some(({ job }) => job.state === 'running');
  const waiting = all.filter(({ job }) => job.state === 'paused' || (job.state === 'queued' && busy));
  if (waiting.length === 0) return null;
  return (
    <ul class="waiting-list" aria-label="Waiting">
      {waiting.map(({ job }) => (
        <li key={job.id}>
          <span dir="auto">
            {job.input.question ?? messages.find((message) => message.id === job.input.messageId)?.text ?? 'A message'}
          </span>
          <Button icon="close" tone="quiet" label="Take back" onClick={() => onStop(job.id)} />
        </li>
      ))}
    </ul>
  );
}
