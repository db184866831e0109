import { render } from 'preact';
import type { VNode } from 'preact';

/** Shows a surface in the one place that every extension page has for it. */
export function mountSurface(surface: VNode): void {
  const place = document.querySelector('#surface');
  if (place === null) throw new Error('The page has no #surface');
  render(surface, place);
}
