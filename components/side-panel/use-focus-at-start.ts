import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Puts the focus on an element when it first stands on the screen. */
export function useFocusAtStart<Element extends HTMLElement>(): RefObject<Element | null> {
  const box = useRef<Element>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return box;
}
