import { useRef, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import { Cancelled } from '../../lib/keeping/cancelled.ts';
import type { Told } from '../../lib/messages/data-desk.ts';
import { useSay } from '../kit/announcer.tsx';

export interface LongWork {
  /** What is under way, in words, and how much of it is done. */
  readonly busy: { readonly words: string; readonly share: number | undefined } | undefined;
  readonly done: string | undefined;
  readonly failure: FailureFacts | undefined;
  /** @param act does the work; what it gives is said when it is done */
  run(words: string, act: (signal: AbortSignal, told: Told) => Promise<string | undefined>): Promise<void>;
  cancel(): void;
  /** Forgets what came of the last one. */
  reset(): void;
}

/** One long piece of work at a time, that shows how far it is and can be given up. */
export function useLongWork(): LongWork {
  const say = useSay();
  const giveUp = useRef<AbortController | undefined>(undefined);
  const [busy, setBusy] = useState<LongWork['busy']>();
  const [done, setDone] = useState<string>();
  const [failure, setFailure] = useState<FailureFacts>();
  const reset = (): void => {
    setDone(undefined);
    setFailure(undefined);
  };
  return {
    busy,
    done,
    failure,
    reset,
    cancel: () => giveUp.current?.abort(),
    async run(words, act) {
      reset();
      setBusy({ words, share: undefined });
      const controller = new AbortController();
      giveUp.current = controller;
      try {
        const ended = await act(controller.signal, (share) => setBusy({ words, share }));
        setDone(ended);
        if (ended !== undefined) say(ended);
      } catch (error) {
        if (error instanceof Cancelled) setDone('Cancelled. Nothing was changed.');
        else setFailure(factsOf(error));
      }
      setBusy(undefined);
    },
  };
}
