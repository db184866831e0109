import { isTransient } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { Below } from '../../lib/base/failure-words.ts';
import { Button } from './button.tsx';
import { useAsk } from './handing.ts';
import { HELD_BACK } from './class-words.ts';
import { Icon } from './icon.tsx';
import { mended } from './mended.ts';
import type { Connected } from './mended.ts';
import { Menu } from './menu.tsx';
import { modelName } from './model-name.ts';
import { takeStep } from './next-step.ts';
import type { Remedies } from './next-step.ts';
import { otherModels } from './other-models.ts';

interface FailureNoteProps {
  readonly desk: Desk;
  readonly failure: FailureFacts;
  readonly models?: readonly ModelFacts[];
  /** Where models are served besides Claude's; left out, Claude's alone are offered. */
  readonly settings?: Settings;
  readonly remedies: Remedies;
  /** What stands below the note; nothing when left out. */
  readonly below?: Below;
  /** Offered where asking another model is the next step. */
  readonly onModel?: (model: string) => void;
  /** For a failure of an earlier time: what is connected by now. */
  readonly connected?: Connected;
  /** Runs it now, from the part of the budget that is kept for what is urgent. */
  readonly onUrgent?: () => void;
  /** Models that could have answered were held back: said beside the cause. */
  readonly heldBack?: boolean;
  /** The request is kept and runs by itself: how long, in words, and the way to take it back. */
  readonly waiting?: { readonly words: string; readonly onTakeBack: () => void } | undefined;
}

/** A failure in its place: what happened, what still works, one button. */
export function FailureNote({
  desk,
  failure,
  models = [],
  settings,
  remedies,
  below = 'nothing',
  onModel,
  connected,
  onUrgent,
  heldBack,
  waiting,
}: FailureNoteProps) {
  const ask = useAsk();
  const past = connected && waiting === undefined ? mended(failure, connected) : undefined;
  if (past !== undefined) return <p class="second">{past}</p>;
  const asked = failure.model === undefined ? undefined : modelName(failure.model, models);
  const words = describeFailure(failure, asked, below);
  const switches = onModel !== undefined && words.next.step === 'switch-model';
  const choices = switches ? otherModels({ models, settings }, failure.model, onModel) : [];
  return (
    <div class={`note ${isTransient(failure.code) ? 'waiting' : 'trouble'}`} role="alert">
      <Icon name="alert" />
      <div class="note-words">
        <p>{words.cause}</p>
        <p class="second">{words.still}</p>
        <Besides heldBack={heldBack === true && failure.code !== 'policy-class'} waiting={waiting?.words} />
        <div class="row">
          {choices.length > 0 ? (
            <Menu label={words.next.label} words={words.next.label} items={choices} />
          ) : (
            <Button onClick={() => takeStep(words.next, desk, remedies, ask)}>{words.next.label}</Button>
          )}
          {onUrgent && <Button onClick={onUrgent}>Urgent</Button>}
          <WhereItStands desk={desk} where={failure.where} />
          {waiting && <Button onClick={waiting.onTakeBack}>Take back</Button>}
        </div>
        {failure.requestId !== undefined && <p class="second small">Request {failure.requestId}</p>}
      </div>
    </div>
  );
}

/** Who could have answered and was not asked, and that the request is kept. */
function Besides({ heldBack, waiting }: { readonly heldBack: boolean; readonly waiting: string | undefined }) {
  return (
    <>
      {heldBack && <p>{HELD_BACK}</p>}
      {waiting !== undefined && <p>{waiting}</p>}
    </>
  );
}

/** Leads to the words that kept something from being sent. */
function WhereItStands({ desk, where }: { readonly desk: Desk; readonly where: FailureFacts['where'] }) {
  const ask = useAsk();
  if (where === undefined) return null;
  return (
    <Button onClick={() => ask(() => desk.openCitation({ ...where, n: 0, start: 0, end: 0 }))}>
      Show where it stands
    </Button>
  );
}
