import type { PageId } from '../../lib/base/ids.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { Doors } from '../kit/doors.tsx';
import { ResultView } from '../kit/result-view.tsx';
import { SearchView } from '../kit/search-view.tsx';
import { useModels } from '../kit/use-models.ts';
import { useRun } from '../kit/use-run.ts';

/** The side panel as a place to search. What is asked of the pages that were found is answered above them. */
export function SearchPlace({
  desk,
  here,
  settings,
  onClose,
}: {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly settings: Settings;
  readonly onClose: () => void;
}) {
  const models = useModels(desk, here.claude);
  const run = useRun(desk, undefined);
  const askPages = (ids: readonly PageId[], question: string): void =>
    run.begin(() => desk.start({ action: 'ask', question, length: settings.length, scope: { kind: 'pages', ids } }));
  return (
    <>
      <header class="side-head">
        <Button icon="left" tone="quiet" label="Back to the chat" onClick={onClose} />
        <h1>Search</h1>
        <Doors desk={desk} panel={false} />
      </header>
      <div class="side-body">
        {(run.view || run.starting || run.fault) && (
          <ResultView desk={desk} run={run} models={models} settings={settings} connected={here} />
        )}
        <SearchView desk={desk} focused onClose={onClose} onAskPages={askPages} />
      </div>
    </>
  );
}
