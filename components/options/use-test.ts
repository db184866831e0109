import { useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import type { TestResult } from '../../lib/messages/desk.ts';

/** One save or test at a time, with its result in words. */
export function useTest(): {
  readonly busy: string | undefined;
  readonly result: TestResult | undefined;
  readonly run: (words: string, act: () => Promise<TestResult>) => Promise<boolean>;
} {
  const [busy, setBusy] = useState<string>();
  const [result, setResult] = useState<TestResult>();
  const run = async (words: string, act: () => Promise<TestResult>): Promise<boolean> => {
    setBusy(words);
    setResult(undefined);
    let made: TestResult;
    try {
      made = await act();
    } catch (error) {
      const failure = factsOf(error);
      made = { ok: false, words: describeFailure(failure).cause, failure };
    }
    setResult(made);
    setBusy(undefined);
    return made.ok;
  };
  return { busy, result, run };
}
