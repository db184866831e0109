import type { ComponentProps } from 'preact';
import { useRef } from 'preact/hooks';

import type { JobInput } from '../../lib/jobs/job.ts';
import type { Desk, Here } from '../../lib/messages/desk.ts';
import type { AskBox, AskedOf } from './ask-box.tsx';
import { useAskedOf } from './use-asked-of.ts';
import { useDraft } from './use-draft.ts';
import { useFollowUp } from './use-follow-up.ts';
import { useRun } from './use-run.ts';
import type { Run } from './use-run.ts';

export interface AskingHere {
  readonly run: Run;
  /** What is typed, and how the question would go out. */
  readonly typed: string;
  readonly typedInput: () => JobInput;
  readonly write: (text: string) => void;
  /** Puts the caret where the question is typed. */
  readonly focus: () => void;
  /** Asks what a person typed of other pages; further questions go there too until they choose others. */
  readonly askOf: (of: AskedOf, words: string) => void;
  /** Where the question is typed; `undefined` where there is nothing to ask about. */
  readonly box: ComponentProps<typeof AskBox> | undefined;
}

/**
 * A place where questions are typed and answered: the draft, what it is asked of, and the newest result.
 * @param draftKey under which what is typed is kept
 * @param input how words are asked of some pages
 * @param onBegin called as a question goes out
 */
export function useAsking(
  desk: Desk,
  here: Here,
  draftKey: string,
  input: (words: string, of: AskedOf) => JobInput,
  onBegin?: () => void,
): AskingHere {
  const run = useRun(desk, here.target?.pageId);
  const draft = useDraft(desk, draftKey);
  const box = useRef<HTMLTextAreaElement>(null);
  const { of, choices, choose } = useAskedOf(here);
  const following = useFollowUp(run.view, of);
  const asking = (words: string): JobInput => ({
    ...input(words, of),
    ...(following && { follows: following.follows }),
  });
  const begin = (asked: JobInput): void => {
    onBegin?.();
    run.begin(async () => {
      const id = await desk.start(asked);
      if (asked.question === draft.text.trim()) draft.clear();
      return id;
    });
  };
  const focus = (): void => box.current?.focus();
  const ask = (words: string): void => (words.trim() === '' ? focus() : begin(asking(words.trim())));
  return {
    run,
    typed: draft.text,
    typedInput: () => asking(draft.text.trim()),
    write: draft.write,
    focus,
    askOf: (other, words) => {
      choose(other);
      begin(input(words, other));
    },
    box:
      choices.length === 0
        ? undefined
        : { text: draft.text, onWrite: draft.write, onAsk: ask, boxRef: box, of, choices, onOf: choose, following },
  };
}
