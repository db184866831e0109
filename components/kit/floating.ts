const GAP = 4;
const EDGE = 8;

/** Puts a floating element under its anchor, or above it where there is more room, inside the window on every side. */
export function placeBeside(floating: HTMLElement, anchor: Element): void {
  const view = floating.ownerDocument.documentElement;
  const near = anchor.getBoundingClientRect();
  const below = view.clientHeight - near.bottom - GAP - EDGE;
  const above = near.top - GAP - EDGE;
  floating.style.maxHeight = `${Math.max(80, Math.max(below, above))}px`;
  const { width, height } = floating.getBoundingClientRect();
  const top = height <= below || below >= above ? near.bottom + GAP : near.top - GAP - height;
  const left = Math.min(Math.max(EDGE, near.left), Math.max(EDGE, view.clientWidth - width - EDGE));
  floating.style.top = `${Math.max(EDGE, top)}px`;
  floating.style.left = `${left}px`;
}
