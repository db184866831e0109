import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** So close to the end counts as at the end, in pixels. */
const NEAR = 24;

/**
 * Scrolls along with growing content, but only while the reader is at its end.
 * @param begin `at-end`: follows from the start, as a conversation does. `once-at-end`: only after the reader went there.
 */
export function useScrollFollow(scroller: RefObject<HTMLElement | null>, begin: 'at-end' | 'once-at-end'): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let follows = begin === 'at-end';
    let height = element.scrollHeight;
    const onScroll = (): void => {
      const overflows = element.scrollHeight - element.clientHeight > NEAR;
      if (!overflows && begin === 'once-at-end') return;
      follows = element.scrollTop + element.clientHeight >= element.scrollHeight - NEAR;
    };
    const onGrowth = (): void => {
      if (element.scrollHeight === height) return;
      height = element.scrollHeight;
      if (follows) element.scrollTop = height;
    };
    const growth = new MutationObserver(onGrowth);
    growth.observe(element, { childList: true, subtree: true, characterData: true });
    element.addEventListener('scroll', onScroll, { passive: true });
    onGrowth();
    if (follows) element.scrollTop = element.scrollHeight;
    return () => {
      growth.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [begin]);
}
