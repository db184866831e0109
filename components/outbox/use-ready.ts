import { useEffect, useState } from 'preact/hooks';

/** A press that was meant for what stood here before falls within this time, in milliseconds. */
const SETTLE_MS = 500;

/**
 * Whether something has been shown long enough to be pressed on purpose. It begins anew whenever the page comes into
 * sight, or what is shown changes.
 * @param shown names what stands there now, and what stands around it
 */
export function useReady(shown: string): boolean {
  const [readyFor, setReadyFor] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = (): void => {
      clearTimeout(timer);
      setReadyFor(undefined);
      if (document.visibilityState !== 'hidden') timer = setTimeout(() => setReadyFor(shown), SETTLE_MS);
    };
    document.addEventListener('visibilitychange', begin);
    begin();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', begin);
    };
  }, [shown]);
  return readyFor === shown;
}
