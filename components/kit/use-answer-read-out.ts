import { useMemo } from 'preact/hooks';

import type { Settings } from '../../lib/settings/settings.ts';
import { counted } from './amount.ts';
import { useReadOut } from './announcer.tsx';
import { readMarkdown } from './markdown.ts';
import type { ResultState } from './result-state.ts';
import { spokenText } from './spoken-text.ts';

const PHASES = {
  working: 'growing',
  streaming: 'growing',
  paused: 'none',
  done: 'whole',
  stopped: 'none',
  waiting: 'none',
  failed: 'none',
} as const satisfies Record<ResultState['phase'], string>;

/** Reads the answer of a job out while it arrives, as the person has set. */
export function useAnswerReadOut(state: ResultState, setting: Settings['announce']): void {
  const text = state.answer?.text ?? '';
  const words = useMemo(() => spokenText(readMarkdown(text).map(({ block }) => block)), [text]);
  const sources = state.answer?.citations.length ?? 0;
  useReadOut(words, PHASES[state.phase], `Answer complete, ${counted(sources, 'source')}`, setting);
}
