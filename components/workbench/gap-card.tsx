import type { Gap } from '../../lib/gaps/gap.ts';
import { guessLanguage } from '../../lib/text/languages.ts';
import { ago } from '../kit/age.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { ResultView } from '../kit/result-view.tsx';
import { useModels } from '../kit/use-models.ts';
import { useRun } from '../kit/use-run.ts';
import { useWatch } from '../kit/use-watch.ts';
import type { Here } from '../../lib/messages/desk.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { draftQuestion, gapLine } from './gap-words.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

interface GapCardProps {
  readonly desk: WorkbenchDesk;
  readonly gap: Gap;
  readonly now: number;
  readonly aside: boolean;
  readonly drafting: boolean;
  readonly onDraft: (open: boolean) => void;
  readonly onAside: (aside: boolean) => void;
}

/** One gap: what it is, the words that show it, and what can be done about it. */
export function GapCard({ desk, gap, now, aside, drafting, onDraft, onAside }: GapCardProps) {
  const ask = useAsk();
  const line = gapLine(gap);
  const question = draftQuestion(gap);
  return (
    <li class="gap">
      <div class="row between">
        <h4 dir="auto">{gap.subject}</h4>
        <span class="row tight">
          {question !== undefined && !aside && (
            <Button expanded={drafting} onClick={() => onDraft(!drafting)}>
              Draft
            </Button>
          )}
          <Button tone="quiet" onClick={() => onAside(!aside)}>
            {aside ? 'Take back' : 'Put aside'}
          </Button>
        </span>
      </div>
      {line !== '' && <p dir="auto">{line}</p>}
      <ul class="gap-evidence" aria-label={`Evidence for ${gap.subject}`}>
        {gap.evidence.map(({ pageId, title, url, quote, editedAt }) => (
          <li key={`${pageId} ${quote}`}>
            <a
              href={url}
              dir="auto"
              onClick={(event) => {
                event.preventDefault();
                ask(() => desk.openPage(url));
              }}
            >
              {title === '' ? 'Untitled' : title}
            </a>
            {editedAt !== undefined && <span class="second small"> edited {ago(editedAt, now)}</span>}
            {quote !== '' && (
              <p class="second" dir="auto">
                {quote}
              </p>
            )}
          </li>
        ))}
      </ul>
      {drafting && question !== undefined && <Draft desk={desk} gap={gap} question={question} />}
    </li>
  );
}

/** Asks the pages that show the gap, and no others; the answer cites them, and can be published like any other. */
function Draft({
  desk,
  gap,
  question,
}: {
  readonly desk: WorkbenchDesk;
  readonly gap: Gap;
  readonly question: string;
}) {
  const here = useWatch<Here>((show) => desk.watchHere(show), [desk]);
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  const models = useModels(desk, here?.claude);
  const run = useRun(desk, undefined);
  const pages = [...new Set(gap.evidence.map(({ pageId }) => pageId))];
  const language = guessLanguage(gap.evidence.map(({ quote, title }) => `${title}\n${quote}`).join('\n'));
  if (here === undefined) return null;
  return (
    <ResultView desk={desk} run={run} models={models} settings={settings} connected={here}>
      <p class="second">
        {pages.length === 1 ? 'The page above is' : `The ${pages.length} pages above are`} sent to {settings.model} with
        this request. Nothing is written to Notion.
      </p>
      <div class="row">
        <Button
          tone="main"
          onClick={() =>
            run.begin(() =>
              desk.start({
                action: 'ask',
                question,
                scope: { kind: 'pages', ids: pages },
                length: settings.length,
                language,
              }),
            )
          }
        >
          Write the draft
        </Button>
      </div>
    </ResultView>
  );
}
