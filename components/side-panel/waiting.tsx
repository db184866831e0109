import type { ConversationId } from '../../lib/base/ids.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { DigestCard } from '../kit/digest-card.tsx';
import { useAsk } from '../kit/handing.ts';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { WaitingList } from '../kit/waiting-list.tsx';

/** What waits, this conversation's first, and what has run meanwhile. Not there when there is neither. */
export function Waiting({
  desk,
  models,
  current,
  views,
  onOpen,
}: {
  readonly desk: ChatDesk;
  readonly models: readonly ModelFacts[];
  readonly current: ConversationId | undefined;
  /** Jobs of this conversation: those that are held stand here too. */
  readonly views: Iterable<JobView>;
  readonly onOpen: (id: ConversationId) => void;
}) {
  const { queue } = desk;
  const ask = useAsk();
  const now = useNow();
  const waiting = useWatch<readonly JobView[]>((show) => queue.watchWaiting(show), [queue]) ?? [];
  const digest = useWatch<readonly JobView[]>((show) => queue.watchDigest(show), [queue]) ?? [];
  const held = [...views].filter(({ job }) => job.state === 'paused');
  const jobs = [...held, ...waiting].map(({ job }) => job);
  const isHere = ({ input }: Job): boolean => current !== undefined && input.conversationId === current;
  const inOrder = [...jobs.filter(isHere), ...jobs.filter((job) => !isHere(job))];
  const open = ({ job: { input } }: JobView): void => {
    const { conversationId, target } = input;
    if (conversationId !== undefined) onOpen(conversationId);
    else if (target !== undefined) ask(() => desk.openPage(target.url));
  };
  const retryOf =
    ({ job: { id, input } }: JobView) =>
    (): void => {
      const { messageId } = input;
      ask(() => (messageId === undefined ? desk.retry(id) : desk.regenerate(messageId)));
    };
  return (
    <div class="waiting-place">
      <DigestCard queue={queue} views={digest} models={models} now={now} onOpen={open} retryOf={retryOf} />
      <WaitingList desk={desk} queue={queue} jobs={inOrder} models={models} now={now} />
    </div>
  );
}
