import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import type { Desk } from '../../lib/messages/desk.ts';
import { useAsk } from './handing.ts';

/** A draft is stored this long after a key at the latest, in milliseconds. */
const KEEP_WITHIN = 150;

interface Draft {
  readonly text: string;
  readonly write: (text: string) => void;
  /** Empties it at once, in the store too. */
  readonly clear: () => void;
}

/** What is being typed under a key: restored when the surface opens, kept at most 150 ms behind the keys. */
export function useDraft(desk: Pick<Desk, 'readDraft' | 'keepDraft'>, key: string): Draft {
  const ask = useAsk();
  const [text, setText] = useState('');
  const unsaved = useRef<{ readonly key: string; readonly text: string } | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const touched = useRef(false);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const kept = unsaved.current;
    unsaved.current = undefined;
    if (kept) ask(() => desk.keepDraft(kept.key, kept.text));
  }, [desk, ask]);

  useEffect(() => {
    touched.current = false;
    setText('');
    let wanted = true;
    const restore = async (): Promise<void> => {
      const stored = await desk.readDraft(key).catch(() => '');
      if (wanted && !touched.current) setText(stored);
    };
    void restore();
    // A page may be closed without its parts being taken down.
    addEventListener('pagehide', flush);
    return () => {
      wanted = false;
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [desk, key]);

  const write = useCallback(
    (next: string) => {
      touched.current = true;
      setText(next);
      unsaved.current = { key, text: next };
      timer.current ??= setTimeout(flush, KEEP_WITHIN);
    },
    [key, flush],
  );
  const clear = useCallback(() => {
    touched.current = true;
    setText('');
    unsaved.current = { key, text: '' };
    flush();
  }, [key, flush]);
  return { text, write, clear };
}
