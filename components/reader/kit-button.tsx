import { useState } from 'preact/hooks';

import type { PageId } from '../../lib/base/ids.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { Desk, Here } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { KitView } from '../../lib/mirror/offline-kit.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { PromptPreviewView } from '../kit/prompt-preview-view.tsx';
import { useModels } from '../kit/use-models.ts';
import { useWatch } from '../kit/use-watch.ts';
import { readinessWords, waitingWords } from './kit-words.ts';

interface KitButtonProps {
  readonly desk: Desk;
  readonly page: { readonly pageId: PageId; readonly title: string };
}

/** Pins the page with what belongs to it, or lets it go. */
export function KitButton({ desk, page }: KitButtonProps) {
  const ask = useAsk();
  const seen = useKit(desk, page.pageId);
  if (seen === undefined) return null;
  const pinned = seen.view !== undefined;
  return (
    <Button
      icon={pinned ? 'check' : 'plus'}
      pressed={pinned}
      onClick={() => ask(() => (pinned ? desk.unpin(page.pageId) : desk.pin(page)))}
    >
      {pinned ? 'Pinned for offline' : 'Pin for offline'}
    </Button>
  );
}

/** How ready the kit of a page is, and its brief by Claude for whoever wants one. */
export function KitLine({
  desk,
  page,
  now,
  claude,
  brief,
}: KitButtonProps & {
  readonly now: number;
  readonly claude?: Here['claude'];
  /** What asks for the brief; without it none is offered. */
  readonly brief?: JobInput;
}) {
  const ask = useAsk();
  const [previewing, setPreviewing] = useState(false);
  const models = useModels(desk, claude);
  const view = useKit(desk, page.pageId)?.view;
  if (view === undefined) return null;
  const waiting = waitingWords(view);
  return (
    <div class="kit-line">
      <output class="second small">
        Offline kit: {readinessWords(view, now)}. {waiting}
      </output>
      {brief !== undefined && claude === 'connected' && !previewing && (
        <Button tone="quiet" onClick={() => setPreviewing(true)}>
          Brief by Claude
        </Button>
      )}
      {brief !== undefined && previewing && (
        <BriefPreview
          desk={desk}
          brief={brief}
          models={models}
          onClose={() => setPreviewing(false)}
          onStart={() => {
            setPreviewing(false);
            ask(() => desk.start(brief));
          }}
        />
      )}
    </div>
  );
}

function BriefPreview({
  desk,
  brief,
  models,
  onClose,
  onStart,
}: {
  readonly desk: Desk;
  readonly brief: JobInput;
  readonly models: readonly ModelFacts[];
  readonly onClose: () => void;
  readonly onStart: () => void;
}) {
  return (
    <PromptPreviewView desk={desk} input={brief} models={models} onClose={onClose}>
      <Button tone="main" onClick={onStart}>
        Make the brief
      </Button>
    </PromptPreviewView>
  );
}

/** `undefined` until it is known whether the page is pinned. */
function useKit(desk: Desk, pageId: PageId): { readonly view: KitView | undefined } | undefined {
  return useWatch<{ readonly view: KitView | undefined }>(
    (show) => desk.watchKit(pageId, (view) => show({ view })),
    [desk, pageId],
  );
}
