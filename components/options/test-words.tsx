import type { FailureFacts } from '../../lib/base/failure.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import type { OptionsDesk, TestResult } from '../../lib/messages/desk.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { Icon } from '../kit/icon.tsx';
import { takeStep } from '../kit/next-step.ts';

/** What came of Save or Test connection, beside the button that was pressed. */
export function TestWords({
  desk,
  busy,
  result,
  onRetry,
  onField,
}: {
  readonly desk: OptionsDesk;
  readonly busy: string | undefined;
  readonly result: TestResult | undefined;
  readonly onRetry: () => void;
  /** Goes to the field that the failure is about. */
  readonly onField: () => void;
}) {
  return (
    <>
      <output class="test-words">
        {busy}
        {busy === undefined && result?.ok === true && (
          <span class="good">
            <Icon name="check" /> {result.words}
          </span>
        )}
      </output>
      {busy === undefined && result?.ok === false && (
        <div class="note trouble" role="alert">
          <Icon name="alert" />
          <div class="note-words">
            <p>{result.words}</p>
            <NextButton desk={desk} failure={result.failure} onRetry={onRetry} onField={onField} />
          </div>
        </div>
      )}
    </>
  );
}

function NextButton({
  desk,
  failure,
  onRetry,
  onField,
}: {
  readonly desk: OptionsDesk;
  readonly failure: FailureFacts | undefined;
  readonly onRetry: () => void;
  readonly onField: () => void;
}) {
  const ask = useAsk();
  if (!failure) return <Button onClick={onField}>Change it</Button>;
  const { next } = describeFailure(failure);
  const remedies = { retry: onRetry, settings: onField, rephrase: onField };
  return <Button onClick={() => takeStep(next, desk, remedies, ask)}>{next.label}</Button>;
}
