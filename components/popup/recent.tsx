import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import { ago } from '../kit/age.ts';
import { useAsk } from '../kit/handing.ts';

const ACTION_WORDS = { summarize: 'Summary', brief: 'Brief', ask: 'Answer', chat: 'Chat' } as const;

/** Results of other pages; a press goes to the page, where the result stands. */
export function Recent({
  views,
  desk,
  now,
}: {
  readonly views: readonly JobView[];
  readonly desk: Desk;
  readonly now: number;
}) {
  const ask = useAsk();
  if (views.length === 0) return null;
  return (
    <section aria-label="Recent results">
      <h2>Recent results</h2>
      <ul class="recent">
        {views.map(({ job }) => {
          const { target } = job.input;
          return (
            <li key={job.id}>
              <a
                href={target?.url ?? '#'}
                dir="auto"
                onClick={(event) => {
                  event.preventDefault();
                  if (target) ask(() => desk.openPage(target.url));
                }}
              >
                {job.input.question ?? target?.title ?? 'Untitled'}
              </a>
              <span class="second small">
                {ACTION_WORDS[job.input.action]}, {ago(job.updatedAt, now)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
