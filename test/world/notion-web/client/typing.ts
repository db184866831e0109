import { saveText } from './desk.ts';
import type { DomLock } from './dom-lock.ts';
import type { Memory } from './page-view.ts';

/** Lets a person type into the block that was clicked. As in Notion, no block is editable until then. */
export function letType(app: Element, lock: DomLock, memory: Memory): void {
  app.addEventListener(
    'mousedown',
    (event) => {
      const leaf = leafOf(event.target);
      if (leaf === null || leaf.isContentEditable) return;
      if (event.target instanceof Element && event.target.closest('a') !== null) return;
      lock.write(() => leaf.setAttribute('contenteditable', 'true'));
    },
    { capture: true },
  );
  app.addEventListener('input', (event) => {
    const leaf = leafOf(event.target);
    const id = leaf && blockIdOf(leaf);
    if (leaf !== null && id !== null) memory.drafts.set(id, leaf.textContent ?? '');
  });
  app.addEventListener('focusout', (event) => {
    const leaf = leafOf(event.target);
    if (leaf === null) return;
    lock.write(() => leaf.removeAttribute('contenteditable'));
    const id = blockIdOf(leaf);
    const draft = id === null ? undefined : memory.drafts.get(id);
    if (id !== null && draft !== undefined) void saveText(id, draft).then(() => memory.drafts.delete(id));
  });
}

/** Table cells have no id of their own: what is typed there is not kept. */
function blockIdOf(leaf: Element): string | null {
  if (leaf.classList.contains('notion-table-cell-text')) return null;
  return leaf.closest('[data-block-id]')?.getAttribute('data-block-id') ?? null;
}

function leafOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element
    ? target.closest<HTMLElement>('.notion-page-content [data-content-editable-leaf="true"]')
    : null;
}
