import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

import { placeBeside } from './floating.ts';
import { holdsFocus } from './focused.ts';

/**
 * Keeps an open floating element in the browser's top layer beside its anchor. It closes on Escape, and on a press
 * anywhere else; the focus then goes back to the anchor if it was inside.
 */
export function useFloating(
  floating: RefObject<HTMLElement | null>,
  anchor: HTMLElement | null,
  close: () => void,
): void {
  useLayoutEffect(() => {
    const element = floating.current;
    if (!element || !anchor) return;
    element.showPopover?.();
    const place = (): void => placeBeside(element, anchor);
    place();
    const root = element.getRootNode();
    const page = element.ownerDocument;
    const shut = (): void => {
      if (holdsFocus(element)) anchor.focus();
      close();
    };
    // Inside a closed root the document sees only the host, so both levels are asked.
    const onPress = (event: Event): void => {
      const path = event.composedPath();
      if (path.includes(element) || path.includes(anchor)) return;
      if (event.currentTarget === page && root !== page && root instanceof ShadowRoot && path.includes(root.host))
        return;
      shut();
    };
    const onKey = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      shut();
    };
    const levels = root === page ? [page] : [root, page];
    for (const level of levels) level.addEventListener('pointerdown', onPress, true);
    root.addEventListener('keydown', onKey, true);
    root.addEventListener('scroll', place, true);
    page.defaultView?.addEventListener('resize', place);
    return () => {
      for (const level of levels) level.removeEventListener('pointerdown', onPress, true);
      root.removeEventListener('keydown', onKey, true);
      root.removeEventListener('scroll', place, true);
      page.defaultView?.removeEventListener('resize', place);
      element.hidePopover?.();
    };
  }, [anchor]);
}
