import { useState } from 'preact/hooks';

import type { AnswerId } from '../../lib/base/ids.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { AskedOf } from './ask-box.tsx';
import { resultState } from './result-state.ts';

export interface FollowUp {
  readonly follows: AnswerId;
  /** The question that is followed. */
  readonly question: string;
  /** The next question stands alone. */
  readonly drop: () => void;
}

/** The answer that the next question follows: the one that stands there, while it is asked of the same pages. */
export function useFollowUp(view: JobView | undefined, of: AskedOf): FollowUp | undefined {
  const [dropped, setDropped] = useState<AnswerId>();
  const followed = view && followable(view, of);
  if (followed === undefined || followed.follows === dropped) return undefined;
  return { ...followed, drop: () => setDropped(followed.follows) };
}

/** @returns nothing for an answer about one page, for one that is not whole, and when other pages are asked next */
export function followable(view: JobView, of: AskedOf): Pick<FollowUp, 'follows' | 'question'> | undefined {
  const { scope, question } = view.job.input;
  const { phase, answer } = resultState(view);
  if (phase !== 'done' || answer === undefined || question === undefined) return undefined;
  if (scope === undefined || JSON.stringify(scope) !== JSON.stringify(of)) return undefined;
  return { follows: answer.id, question };
}
