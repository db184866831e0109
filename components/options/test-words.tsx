import type { TestResult } from '../../lib/messages/desk.ts';
import { FailureNote } from '../kit/failure-note.tsx';
import { Icon } from '../kit/icon.tsx';
import type { OptionsDesk } from '../../lib/messages/desk.ts';

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
        <>
          {!result.failure && (
            <div class="note trouble" role="alert">
              <Icon name="alert" />
              <div class="note-words">
                <p>{result.words}</p>
                <button type="button" class="button plain" onClick={onField}>
                  Change it
                </button>
              </div>
            </div>
          )}
          {result.failure && (
            <FailureNote
              desk={desk}
              failure={result.failure}
              remedies={{ retry: onRetry, settings: onField, rephrase: onField }}
            />
          )}
        </>
      )}
    </>
  );
}
