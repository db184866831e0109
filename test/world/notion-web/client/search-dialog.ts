import { search } from './desk.ts';
import { hitTrees, searchTree } from './overlay.ts';
import { plant } from './tree.ts';

/** Opens the search dialog over the app; the answer closes it. */
export function openSearch(overlays: Element, workspace: string): () => void {
  const dialog = plant(searchTree(workspace));
  overlays.append(dialog);
  const field = dialog.querySelector('input');
  const list = dialog.querySelector('[role="listbox"]');
  let asked = 0;
  const fill = async () => {
    asked += 1;
    const ticket = asked;
    const hits = await search(field?.value ?? '');
    if (ticket === asked && typeof hits !== 'string') list?.replaceChildren(...hitTrees(hits).map((hit) => plant(hit)));
  };
  field?.addEventListener('input', () => void fill());
  field?.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') list?.querySelector('a')?.click();
  });
  field?.focus();
  void fill();
  return () => dialog.remove();
}
