import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { JobId } from '../../lib/base/ids.ts';
import type { JobInput, Particulars } from '../../lib/jobs/job.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk, Here } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { AnswerChoices } from './answer-choices.tsx';
import type { Choices } from './answer-choices.tsx';
import { AskBox } from './ask-box.tsx';
import type { AskedOf } from './ask-box.tsx';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { useAsk } from './handing.ts';
import { Menu } from './menu.tsx';
import { PromptPreviewView } from './prompt-preview-view.tsx';
import { ResultView } from './result-view.tsx';
import { SearchView } from './search-view.tsx';
import { Select } from './select.tsx';
import type { Choice } from './select.tsx';
import { useAsking } from './use-asking.ts';
import { useModels } from './use-models.ts';

type Previewed = 'summarize' | 'brief' | 'tasks' | 'wiki' | 'ask';

const PREVIEWS: readonly Choice<Previewed>[] = [
  { value: 'summarize', label: 'for a summary' },
  { value: 'brief', label: 'for a brief' },
  { value: 'tasks', label: 'for tasks' },
  { value: 'wiki', label: 'for a wiki entry' },
  { value: 'ask', label: 'for the question' },
];

/** What our own pages add. In Notion's page the side panel does it. */
export interface ActMore {
  readonly form: (props: {
    readonly which: 'document' | 'write';
    readonly language: string;
    readonly onStart: (particulars: Particulars) => void;
    readonly onClose: () => void;
  }) => ComponentChildren;
  readonly under: (view: JobView) => ComponentChildren;
}

interface ActOnPageProps {
  readonly desk: Desk;
  readonly here: Here;
  readonly settings: Settings;
  /** What a menu or a key wants: the search, or the question, with what was selected. */
  readonly wish?: { readonly focus?: 'search' | 'question'; readonly text?: string } | undefined;
  /** The forms of what needs more than a press, and what stands under results; where there is room for them. */
  readonly more?: ActMore;
  /** An earlier result that is to stand here again. */
  readonly recalled?: { readonly id: JobId } | undefined;
}

/** Everything that can be done with the page in front of the person, and what came of it. */
export function ActOnPage({ desk, here, settings, wish, more, recalled }: ActOnPageProps) {
  const { target } = here;
  const ask = useAsk();
  const models = useModels(desk, here.claude);
  const opener = useRef<HTMLButtonElement>(null);
  const [searching, setSearching] = useState(false);
  const [previewed, setPreviewed] = useState<Previewed>();
  const [filled, setFilled] = useState<'document' | 'write'>();
  const [choices, setChoices] = useState<Choices>({});
  const chosen = { model: settings.model, language: settings.language, length: settings.length, ...choices };
  const input = (action: JobInput['action'], words?: string, of?: AskedOf): JobInput => ({
    action,
    length: chosen.length,
    ...(target && { target }),
    ...(words !== undefined && { question: words }),
    ...(of !== undefined && of.kind !== 'page' && { scope: of }),
    language: chosen.language,
    ...(chosen.model !== settings.model && { model: chosen.model }),
  });
  const close = (): void => {
    setSearching(false);
    setPreviewed(undefined);
    setFilled(undefined);
  };
  const draftKey = `ask:${target?.pageId ?? 'no page'}`;
  const asking = useAsking(desk, here, draftKey, (words, of) => input('ask', words, of), close);
  const { run } = asking;

  useEffect(() => {
    if (wish?.focus === 'search') setSearching(true);
    if (wish?.focus !== 'question') return;
    if (wish.text !== undefined && wish.text !== '') asking.write(wish.text);
    asking.focus();
  }, [wish]);

  useEffect(() => {
    if (recalled) run.begin(async () => recalled.id);
  }, [recalled]);

  const closeSearch = (): void => {
    setSearching(false);
    opener.current?.focus();
  };
  const start = (action: JobInput['action'], particulars?: Particulars): void => {
    close();
    run.begin(() => desk.start({ ...input(action), ...(particulars && { particulars }) }));
  };
  const fill = (which: 'document' | 'write'): void => {
    close();
    if (more === undefined) ask(() => desk.openPanel());
    else setFilled(which);
  };

  return (
    <>
      {target && (
        <AnswerChoices
          models={models}
          model={chosen.model}
          language={chosen.language}
          length={chosen.length}
          onChange={(change) => setChoices({ ...choices, ...change })}
          onPreview={() => setPreviewed(asking.typed.trim() === '' ? 'summarize' : 'ask')}
        />
      )}
      <div class="acts">
        <Button disabled={!target} onClick={() => start('summarize')}>
          Summarize
        </Button>
        <Button disabled={!target} onClick={() => start('brief')}>
          Brief
        </Button>
        <Button buttonRef={opener} expanded={searching} onClick={() => setSearching(!searching)}>
          Search
        </Button>
        {target && (
          <Menu
            label="More"
            words="More"
            items={[
              { key: 'tasks', label: 'Tasks', onChoose: () => start('tasks') },
              { key: 'wiki', label: 'Wiki entry', onChoose: () => start('wiki') },
              { key: 'document', label: 'Document', onChoose: () => fill('document') },
              { key: 'write', label: 'Write', onChoose: () => fill('write') },
            ]}
          />
        )}
      </div>
      {filled &&
        more?.form({
          which: filled,
          language: chosen.language,
          onStart: (particulars) => start(filled, particulars),
          onClose: () => setFilled(undefined),
        })}
      {searching && <SearchView desk={desk} focused seeking={wish?.text} onClose={closeSearch} onAsk={asking.askOf} />}
      {asking.box && <AskBox {...asking.box} />}
      {previewed && (
        <PromptPreviewView
          desk={desk}
          models={models}
          input={previewed === 'ask' ? asking.typedInput() : input(previewed)}
          onClose={() => setPreviewed(undefined)}
        >
          <Select bare label="For which action" value={previewed} choices={PREVIEWS} onChange={setPreviewed} />
        </PromptPreviewView>
      )}
      <ResultView
        desk={desk}
        run={run}
        models={models}
        settings={settings}
        connected={here}
        onRephrase={asking.focus}
        under={more?.under}
      >
        <EmptyState desk={desk} here={here} onAsk={(words) => run.begin(() => desk.start(input('ask', words)))} />
      </ResultView>
    </>
  );
}
