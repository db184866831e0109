import { parseHTML } from 'linkedom';
import { render } from 'preact';
import type { VNode } from 'preact';

/** Renders into a document of its own and gives the element that holds the result. */
export function rendered(node: VNode): HTMLElement {
  const { document } = parseHTML('<!doctype html><html><body><div id="place"></div></body></html>');
  const place: HTMLElement | null = document.querySelector('#place');
  if (!place) throw new Error('no place to render into');
  render(node, place);
  return place;
}
