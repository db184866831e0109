import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A press that was meant for what stood here before falls within this time, in milliseconds. */
const SETTLE_MS = 500;

/**
 * Whether something has stood in sight long enough to be pressed on purpose. It begins anew whenever it comes into
 * sight, the window comes to the front, or what it shows changes.
 * @param shown names what stands there now
 */
export function useReady(place: RefObject<HTMLElement | null>, shown: string): boolean {
  const [readyFor, setReadyFor] = useState<string>();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const page = element.ownerDocument;
    let inSight = typeof IntersectionObserver === 'undefined';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = (): void => {
      clearTimeout(timer);
      setReadyFor(undefined);
      if (inSight && page.visibilityState !== 'hidden') timer = setTimeout(() => setReadyFor(shown), SETTLE_MS);
    };
    const observer = inSight
      ? undefined
      : new IntersectionObserver((entries) => {
          inSight = entries.at(-1)?.isIntersecting === true;
          begin();
        });
    observer?.observe(element);
    page.addEventListener('visibilitychange', begin);
    begin();
    return () => {
      clearTimeout(timer);
      observer?.disconnect();
      page.removeEventListener('visibilitychange', begin);
    };
  }, [shown]);
  return readyFor === shown;
}
