import { useEffect } from 'preact/hooks';

import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { AskBox } from '../kit/ask-box.tsx';
import { Button } from '../kit/button.tsx';
import { Doors } from '../kit/doors.tsx';
import { ResultView } from '../kit/result-view.tsx';
import { SearchView } from '../kit/search-view.tsx';
import { useAsking } from '../kit/use-asking.ts';
import { useModels } from '../kit/use-models.ts';

/** The side panel as a place to search, and to ask all of Notion. What is asked is answered above what is found. */
export function SearchPlace({
  desk,
  here,
  settings,
  asking,
  onClose,
}: {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly settings: Settings;
  /** The caret begins where a question is typed, not where words are searched. */
  readonly asking: boolean;
  readonly onClose: () => void;
}) {
  const models = useModels(desk, here.claude);
  const everywhere = { claude: here.claude, notion: here.notion };
  const { run, box, focus, askOf } = useAsking(desk, everywhere, 'ask:all', (words, of) => ({
    action: 'ask',
    question: words,
    length: settings.length,
    ...(of.kind !== 'page' && { scope: of }),
  }));
  useEffect(() => {
    if (asking) focus();
  }, [asking]);
  return (
    <>
      <header class="side-head">
        <Button icon="left" tone="quiet" label="Back to the chat" onClick={onClose} />
        <h1>Search</h1>
        <Doors desk={desk} panel={false} />
      </header>
      <div class="side-body">
        {(run.view || run.starting || run.fault) && (
          <ResultView desk={desk} run={run} models={models} settings={settings} connected={here} onRephrase={focus} />
        )}
        <SearchView desk={desk} focused={!asking} onClose={onClose} onAsk={askOf} />
      </div>
      {box && (
        <div class="composer">
          <AskBox {...box} />
        </div>
      )}
    </>
  );
}
