import type { JobId } from '../../lib/base/ids.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { QueueDesk } from '../../lib/messages/queue-desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { DigestCard } from '../kit/digest-card.tsx';
import { useAsk } from '../kit/handing.ts';
import { useWatch } from '../kit/use-watch.ts';
import { WaitingList } from '../kit/waiting-list.tsx';
import { OutboxLine } from './outbox-line.tsx';

/** What is queued over all pages, and what of it has run. Not there when there is neither. */
export function Queued({
  desk,
  queue,
  models,
  now,
  onRecall,
}: {
  readonly desk: Desk;
  readonly queue: QueueDesk;
  readonly models: readonly ModelFacts[];
  readonly now: number;
  readonly onRecall: (id: JobId) => void;
}) {
  const ask = useAsk();
  const waiting = useWatch<readonly JobView[]>((show) => queue.watchWaiting(show), [queue]) ?? [];
  const digest = useWatch<readonly JobView[]>((show) => queue.watchDigest(show), [queue]) ?? [];
  const open = ({ job: { id, input } }: JobView): void => {
    const { target } = input;
    if (input.action === 'chat') ask(() => desk.openPanel());
    else if (target === undefined) onRecall(id);
    else ask(() => desk.openPage(target.url));
  };
  return (
    <>
      {desk.watchOutbox && <OutboxLine desk={desk} watch={desk.watchOutbox} />}
      <DigestCard
        queue={queue}
        views={digest}
        models={models}
        now={now}
        onOpen={open}
        // A turn of a chat is asked again where its conversation is.
        retryOf={({ job: { id, input } }) => (input.action === 'chat' ? undefined : () => ask(() => desk.retry(id)))}
      />
      <WaitingList desk={desk} queue={queue} jobs={waiting.map(({ job }) => job)} models={models} now={now} titled />
    </>
  );
}
