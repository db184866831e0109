/** The element with the focus in the tree that `element` stands in: the page's, or that of its shadow root. */
export function focusedBeside(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
}

/** Whether the focus is on the element or inside it. */
export function holdsFocus(element: Element): boolean {
  return element.contains(focusedBeside(element));
}
