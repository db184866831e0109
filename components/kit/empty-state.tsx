import type { Desk, Here } from '../../lib/messages/desk.ts';
import { useAsk } from './handing.ts';
import { Button } from './button.tsx';
import { starters } from './starters.ts';

/** Before the first result: what can be had from the page that is open, and what is missing to have more. */
export function EmptyState({
  desk,
  here,
  onAsk,
}: {
  readonly desk: Desk;
  readonly here: Here;
  readonly onAsk: (question: string) => void;
}) {
  return (
    <div class="empty">
      {here.target ? (
        <>
          <p class="second">Things to begin with:</p>
          <ul class="starters">
            {starters(here.target.title).map((question) => (
              <li key={question}>
                <button type="button" class="starter" dir="auto" onClick={() => onAsk(question)}>
                  {question}
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p class="second">
          Open a Notion page to work on it.{' '}
          {here.notion === 'missing'
            ? 'Pages that were read before can be searched from anywhere.'
            : 'Everything on this device can be searched and asked from anywhere.'}
        </p>
      )}
      <Missing desk={desk} here={here} />
    </div>
  );
}

/** What is not connected, and what that means. */
function Missing({ desk, here }: { readonly desk: Desk; readonly here: Here }) {
  const ask = useAsk();
  const words = missingWords(here);
  if (words === undefined) return null;
  return (
    <div class="hint">
      <p>{words}</p>
      <Button onClick={() => ask(() => desk.openOptions())}>Open settings</Button>
    </div>
  );
}

function missingWords({ claude, notion }: Here): string | undefined {
  if (claude === 'locked' || notion === 'locked') {
    return 'Your keys are locked. Until they are unlocked, results are made on this device, without a model.';
  }
  if (claude === 'missing') {
    return 'No Claude key is set. Results are made on this device, without a model, and say so.';
  }
  if (notion === 'missing') {
    return 'No Notion token is set. The open page is read from the screen; what is not rendered is not seen.';
  }
  return undefined;
}
