import type { WorldPage } from '../model.ts';
import type { Hit, Reference, Sidebar, SidebarEntry } from './record.ts';
import { crumbsOf, nameOf } from './reference.ts';
import type { NotionWebSource } from './source.ts';

/** The tree of pages and databases of the workspace that holds `id`, or of the first one. Rows are not in it. */
export function sidebarFor(source: NotionWebSource, id: string): Sidebar {
  const workspace = source.workspaceOf(id) ?? source.workspaces[0];
  if (workspace === undefined) return { workspace: '', entries: [] };
  const byParent = new Map<string, Reference[]>();
  for (const { parent, reference } of everything(source)) {
    if (parent.type === 'data_source_id' || source.workspaceOf(reference.id)?.id !== workspace.id) continue;
    const above = parent.type === 'page_id' ? parent.id : '';
    byParent.set(above, [...(byParent.get(above) ?? []), reference]);
  }
  const entriesBelow = (parentId: string): readonly SidebarEntry[] =>
    (byParent.get(parentId) ?? []).map((reference) => ({ ...reference, children: entriesBelow(reference.id) }));
  return { workspace: workspace.name, entries: entriesBelow('') };
}

/** The first pages and databases whose title holds the words; the first of all without words. */
export function titlesLike(source: NotionWebSource, words: string, most = 20): readonly Hit[] {
  const wanted = words.trim().toLowerCase();
  const hits: Hit[] = [];
  for (const { parent, reference } of everything(source)) {
    if (hits.length === most) break;
    if (!reference.title.toLowerCase().includes(wanted)) continue;
    const path = crumbsOf(source, parent).map((crumb) => crumb.title);
    hits.push({ ...reference, path: path.join(' / ') });
  }
  return hits;
}

interface Placed {
  readonly parent: WorldPage['parent'];
  readonly reference: Reference;
}

function* everything(source: NotionWebSource): Generator<Placed> {
  for (const page of source.pages()) {
    if (!page.inTrash) yield { parent: page.parent, reference: nameOf('page', page) };
  }
  for (const database of source.databases()) {
    yield { parent: database.parent, reference: nameOf('database', database) };
  }
}
