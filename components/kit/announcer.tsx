import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';

import { Announcing } from './announcing.ts';

type Loudness = 'polite' | 'assertive';
type Say = (words: string, loudness?: Loudness) => void;

/** A message is taken out again after this time, so that nobody finds stale words by browsing. */
const KEPT_MS = 8000;

const Speech = createContext<Say>(() => undefined);

/** Two live regions that are there before there is anything to say, and stay. Everything inside may speak through them. */
export function Announcer({ children }: { readonly children: ComponentChildren }) {
  const [spoken, setSpoken] = useState<readonly { id: number; words: string; loudness: Loudness }[]>([]);
  const next = useRef(0);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const say = useCallback<Say>((words, loudness = 'polite') => {
    const id = next.current;
    next.current += 1;
    setSpoken((list) => [...list, { id, words, loudness }]);
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setSpoken((list) => list.filter((entry) => entry.id !== id));
    }, KEPT_MS);
    timers.current.add(timer);
  }, []);
  useEffect(
    () => () => {
      for (const timer of timers.current) clearTimeout(timer);
    },
    [],
  );
  const region = (loudness: Loudness) => (
    <div class="unseen" aria-live={loudness} aria-atomic="false">
      {spoken
        .filter((entry) => entry.loudness === loudness)
        .map((entry) => (
          <div key={entry.id}>{entry.words}</div>
        ))}
    </div>
  );
  return (
    <Speech.Provider value={say}>
      {children}
      {region('polite')}
      {region('assertive')}
    </Speech.Provider>
  );
}

export function useSay(): Say {
  return useContext(Speech);
}

/**
 * Reads a streaming answer out.
 * @param words its text as spoken words
 * @param phase `growing` while it streams; `whole` once it is complete
 */
export function useReadOut(
  words: string,
  phase: 'none' | 'growing' | 'whole',
  closing: string,
  setting: 'all' | 'end' | 'off',
): void {
  const say = useSay();
  const announcing = useMemo(
    () =>
      new Announcing({
        now: () => Date.now(),
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        say,
      }),
    [say],
  );
  const heard = useRef(false);
  useEffect(() => () => announcing.stop(), [announcing]);
  useEffect(() => {
    if (setting === 'off') return;
    if (phase === 'growing') {
      heard.current = true;
      if (setting === 'all') announcing.hear(words);
    } else if (phase === 'whole' && heard.current) {
      heard.current = false;
      if (setting === 'all') announcing.hear(words);
      announcing.complete(closing, setting === 'all');
    } else if (phase === 'none') {
      heard.current = false;
    }
  }, [words, phase, setting]);
}
