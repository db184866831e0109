import { RESULT_NAMES } from '../../lib/actions/result-names.ts';
import type { JobId } from '../../lib/base/ids.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import { ago } from '../kit/age.ts';
import { counted } from '../kit/amount.ts';
import { writerOf } from '../kit/answer-trail.ts';
import { useAsk } from '../kit/handing.ts';

/** Results of other pages; a press goes to the page, where the result stands. What has no page is shown here. */
export function Recent({
  views,
  desk,
  now,
  onRecall,
}: {
  readonly views: readonly JobView[];
  readonly desk: Desk;
  readonly now: number;
  readonly onRecall: (id: JobId) => void;
}) {
  const ask = useAsk();
  if (views.length === 0) return null;
  return (
    <section aria-label="Recent results">
      <h2>Recent results</h2>
      <ul class="recent">
        {views.map(({ job, answer }) => {
          const { target } = job.input;
          return (
            <li key={job.id}>
              <a
                href={target?.url ?? '#'}
                dir="auto"
                onClick={(event) => {
                  event.preventDefault();
                  if (target) ask(() => desk.openPage(target.url));
                  else onRecall(job.id);
                }}
              >
                {job.input.question ?? target?.title ?? 'Untitled'}
              </a>
              <span class="second small">
                {madeWords(job.input, answer)}, {ago(job.updatedAt, now)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What it is, and who wrote it where that is not the asked model. */
function madeWords(input: JobInput, answer: Answer | undefined): string {
  const writer = writerOf(answer, []);
  return writer === undefined ? kindWords(input) : `${kindWords(input)} by ${writer}`;
}

function kindWords({ action, scope }: JobInput): string {
  const words = RESULT_NAMES[action];
  if (scope === undefined) return words;
  return scope.kind === 'pages' ? `${words} from ${counted(scope.ids.length, 'page')}` : `${words} from all of Notion`;
}
