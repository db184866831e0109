import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import { roomOf } from '../../lib/chat/room.ts';
import type { Room } from '../../lib/chat/room.ts';
import type { ToldTurn } from '../../lib/chat/told-turns.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { Desk, PromptPreview } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { estimateTokens } from '../../lib/models/estimate-tokens.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { count } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { modelName } from '../kit/model-name.ts';
import { partsInOrder, roomWarning, roomWords } from './room-words.ts';

/** What the instructions take before they are counted. */
const INSTRUCTIONS_TOKENS = 420;
/** What a model can take at least, where nothing is known of it. */
const LEAST_CONTEXT = 200_000;

/** What pages and instructions were last counted to be, for the same pages and model. */
interface Counted {
  readonly of: string;
  readonly preview: PromptPreview;
}

interface RoomMeterProps {
  readonly desk: Desk;
  readonly turns: readonly ToldTurn[];
  readonly input: JobInput;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings;
  /** Has the earlier turns summarized; absent where there are too few. */
  readonly onCompact: (() => void) | undefined;
}

/** How much room the next message takes: estimated at once, counted when the person looks closer. */
export function RoomMeter({ desk, turns, input, models, settings, onCompact }: RoomMeterProps) {
  const [open, setOpen] = useState(false);
  const model = input.model ?? settings.model;
  const pages = (input.target === undefined ? 0 : 1) + (input.pages?.length ?? 0);
  const { preview, failed } = useCounted(desk, input, model, open);
  const room = roomOf({
    turns,
    message: input.question ?? '',
    model,
    contextTokens: models.find(({ id }) => id === model)?.contextTokens ?? LEAST_CONTEXT,
    prices: settings.prices,
    counted: preview === undefined ? { instructions: INSTRUCTIONS_TOKENS } : countedIn(preview),
  });
  const warning = roomWarning(room, modelName(model, models));
  return (
    <div class="room">
      {warning !== undefined && (
        <output class="hint">
          <p>{warning}</p>
          {room.fits && onCompact && <Button onClick={onCompact}>Summarize earlier turns</Button>}
        </output>
      )}
      <div class="row between">
        <button type="button" class="meter" aria-expanded={open} onClick={() => setOpen(!open)}>
          <meter aria-hidden="true" min={0} max={1} high={0.8} value={Math.min(1, room.share)} />
          <span class="second small">{roomWords(room, preview === undefined ? pages : 0)}</span>
        </button>
      </div>
      {open && (
        <Parts room={room} preview={preview} failed={failed} sends={input.target !== undefined}>
          {onCompact && room.history === 'fine' && <Button onClick={onCompact}>Summarize earlier turns</Button>}
        </Parts>
      )}
    </div>
  );
}

/** What the service counts, once the person looks closer, and anew when what is counted changes. */
function useCounted(desk: Desk, input: JobInput, model: string, open: boolean) {
  const [counted, setCounted] = useState<Counted>();
  const [failed, setFailed] = useState(false);
  const of = JSON.stringify([model, input.target?.pageId, input.pages?.map(({ pageId }) => pageId)]);
  const preview = counted?.of === of ? counted.preview : undefined;
  useEffect(() => {
    if (!open || preview !== undefined) return;
    let here = true;
    setFailed(false);
    desk.preview(input).then(
      (made) => here && setCounted({ of, preview: made }),
      (error: unknown) => here && setFailed(factsOf(error).code !== 'bug'),
    );
    return () => {
      here = false;
    };
  }, [desk, open, of]);
  return { preview, failed };
}

function Parts({
  room,
  preview,
  failed,
  sends,
  children,
}: {
  readonly room: Room;
  readonly preview: PromptPreview | undefined;
  readonly failed: boolean;
  readonly sends: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="room-parts">
      <table>
        <caption class="unseen">What takes the room</caption>
        <tbody>
          {partsInOrder(room).map(({ name, tokens }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{count(tokens)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="second small">{countedWords(preview, failed, sends)}</p>
      {children}
    </div>
  );
}

function countedWords(preview: PromptPreview | undefined, failed: boolean, sends: boolean): string {
  if (preview !== undefined) {
    return preview.counted
      ? `Counted by the service: ${count(preview.inputTokens)} tokens.`
      : 'Estimated: the service could not be asked.';
  }
  if (!sends) return 'No page goes with the message.';
  return failed ? 'The pages could not be read just now, so they are not in it.' : 'Counting the pages…';
}

/** What the service counted, less what is estimated for the rest, is what the pages take. */
function countedIn(preview: PromptPreview): { readonly instructions: number; readonly pages: number } {
  const sum = (label: RegExp): number =>
    preview.parts.filter((part) => label.test(part.label)).reduce((all, { text }) => all + estimateTokens(text), 0);
  const instructions = sum(/Instructions$/);
  const rest = instructions + sum(/Earlier answer$|Your message$/);
  return { instructions, pages: Math.max(0, preview.inputTokens - rest) };
}
