import { useRef, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import { Cancelled } from '../../lib/keeping/cancelled.ts';
import type { Told } from '../../lib/messages/data-desk.ts';
import { useSay } from '../kit/announcer.tsx';

type Act = (signal: AbortSignal, told: Told) => Promise<string | undefined>;

export interface LongWork {
  /** What is under way, in words, and how much of it is done. */
  readonly busy:
    | { readonly words: string; readonly share: number | undefined; readonly canCancel: boolean }
    | undefined;
  readonly done: string | undefined;
  readonly failure: FailureFacts | undefined;
  /** @param act does the work; what it gives is said when it is done */
  run(words: string, act: Act): Promise<void>;
  /** The same for what is short, or must not be left half done: no way out is offered. */
  runToEnd(words: string, act: Act): Promise<void>;
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
  const work = async (words: string, act: Act, canCancel: boolean): Promise<void> => {
    reset();
    setBusy({ words, share: undefined, canCancel });
    const controller = new AbortController();
    giveUp.current = controller;
    try {
      const ended = await act(controller.signal, (share) => setBusy({ words, share, canCancel }));
      setDone(ended);
      if (ended !== undefined) say(ended);
    } catch (error) {
      if (isGivenUp(error, controller.signal)) setDone('Cancelled. Nothing was changed.');
      else setFailure(factsOf(error));
    }
    setBusy(undefined);
  };
  return {
    busy,
    done,
    failure,
    reset,
    cancel: () => giveUp.current?.abort(),
    run: (words, act) => work(words, act, true),
    runToEnd: (words, act) => work(words, act, false),
  };
}

/** Reading that is broken off may end with the browser's own word for it. */
const isGivenUp = (error: unknown, { aborted }: AbortSignal): boolean =>
  error instanceof Cancelled || (aborted && error instanceof Error && error.name === 'AbortError');
