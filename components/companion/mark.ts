/** How long a mark stays before it fades, in milliseconds. */
const STAYS = 4000;
const FADES = 600;

/**
 * Draws a soft rectangle over a cited block, in our own root: Notion's tree is never touched.
 * @param rect where the block is now; `undefined` once it is gone, as virtualised blocks go
 * @returns takes the mark away at once
 */
export function markBlock(root: ShadowRoot, rect: () => DOMRect | undefined): () => void {
  const page = root.ownerDocument;
  const view = page.defaultView;
  const mark = page.createElement('div');
  mark.setAttribute('aria-hidden', 'true');
  mark.style.cssText =
    'position:fixed;z-index:2147482000;pointer-events:none;box-sizing:border-box;border-radius:4px;' +
    'background:rgba(255,212,0,.22);border-inline-start:3px solid #cb912f;opacity:1';
  if (view?.matchMedia('(prefers-reduced-motion: reduce)').matches === false) {
    mark.style.transition = `opacity ${FADES}ms`;
  }
  root.append(mark);

  let frame = 0;
  let done = false;
  const place = (): void => {
    frame = 0;
    if (done) return;
    const at = rect();
    mark.hidden = at === undefined;
    if (!at) return;
    mark.style.top = `${at.top - 2}px`;
    mark.style.left = `${at.left - 6}px`;
    mark.style.width = `${at.width + 12}px`;
    mark.style.height = `${at.height + 4}px`;
  };
  const soon = (): void => {
    if (frame === 0) frame = view?.requestAnimationFrame(place) ?? 0;
  };
  const remove = (): void => {
    if (done) return;
    done = true;
    view?.cancelAnimationFrame(frame);
    view?.clearTimeout(timer);
    view?.removeEventListener('resize', soon);
    page.removeEventListener('scroll', soon, true);
    mark.remove();
  };
  const timer = view?.setTimeout(() => {
    mark.style.opacity = '0';
    view.setTimeout(remove, FADES);
  }, STAYS);
  // Notion scrolls an inner box, and scroll events do not bubble.
  page.addEventListener('scroll', soon, { capture: true, passive: true });
  view?.addEventListener('resize', soon);
  place();
  return remove;
}
