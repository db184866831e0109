import { useEffect, useRef } from 'preact/hooks';

import type { AnswerId } from '../../lib/base/ids.ts';
import type { AskScope } from '../../lib/jobs/job.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { AskBox } from '../kit/ask-box.tsx';
import { Button } from '../kit/button.tsx';
import { Doors } from '../kit/doors.tsx';
import { ResultView } from '../kit/result-view.tsx';
import { SearchView } from '../kit/search-view.tsx';
import { useAskedOf } from '../kit/use-asked-of.ts';
import { useDraft } from '../kit/use-draft.ts';
import { useFollowUp } from '../kit/use-follow-up.ts';
import { useModels } from '../kit/use-models.ts';
import { useRun } from '../kit/use-run.ts';

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
  const run = useRun(desk, undefined);
  const draft = useDraft(desk, 'ask:all');
  const question = useRef<HTMLTextAreaElement>(null);
  const asked = useAskedOf({ claude: here.claude, notion: here.notion });
  const following = useFollowUp(run.view, asked.of);
  useEffect(() => {
    if (asking) question.current?.focus();
  }, [asking]);
  const begin = (scope: AskScope, words: string, follows?: AnswerId): void =>
    run.begin(async () => {
      const id = await desk.start({
        action: 'ask',
        question: words,
        length: settings.length,
        scope,
        ...(follows !== undefined && { follows }),
      });
      if (words === draft.text.trim()) draft.clear();
      return id;
    });
  const ask = (words: string): void => {
    if (words.trim() === '') return question.current?.focus();
    if (asked.of.kind !== 'page') begin(asked.of, words.trim(), following?.follows);
  };
  return (
    <>
      <header class="side-head">
        <Button icon="left" tone="quiet" label="Back to the chat" onClick={onClose} />
        <h1>Search</h1>
        <Doors desk={desk} panel={false} />
      </header>
      <div class="side-body">
        {(run.view || run.starting || run.fault) && (
          <ResultView
            desk={desk}
            run={run}
            models={models}
            settings={settings}
            connected={here}
            onRephrase={() => question.current?.focus()}
          />
        )}
        <SearchView
          desk={desk}
          focused={!asking}
          onClose={onClose}
          onAsk={(scope, words) => {
            asked.choose(scope);
            begin(scope, words);
          }}
        />
      </div>
      {asked.choices.length > 0 && (
        <div class="composer">
          <AskBox
            text={draft.text}
            onWrite={draft.write}
            onAsk={ask}
            boxRef={question}
            of={asked.of}
            choices={asked.choices}
            onOf={asked.choose}
            following={following}
          />
        </div>
      )}
    </>
  );
}
