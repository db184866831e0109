import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { holdsFocus } from './focused.ts';

/**
 * Buttons that go away take the focus with them: it then moves to what they belonged to, not to the top of the page.
 * @param there whether the buttons stand now
 * @returns goes on the element around the buttons
 */
export function useKeptFocus(there: boolean, home: RefObject<HTMLElement | null>): RefObject<HTMLDivElement | null> {
  const around = useRef<HTMLDivElement>(null);
  const leaving = useRef(false);
  // Asked before they are taken out: afterwards nobody knows that they had the focus.
  if (!there && around.current && holdsFocus(around.current)) leaving.current = true;
  useLayoutEffect(() => {
    if (!leaving.current) return;
    leaving.current = false;
    home.current?.focus({ preventScroll: true });
  });
  return around;
}
