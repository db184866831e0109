import type { WorldPage } from '../model.ts';
import type { Reference } from './record.ts';
import type { NotionWebSource } from './source.ts';

/** The name of a page, a database or a person. */
export function referenceTo(source: NotionWebSource, id: string): Reference | undefined {
  const database = source.database(id);
  if (database !== undefined) return nameOf('database', database);
  const page = source.page(id);
  if (page !== undefined) return nameOf('page', page);
  const user = source.user(id);
  return user && { kind: 'user', id: user.id, title: user.name };
}

/** A page or a database as something to follow. */
export function nameOf(
  kind: 'page' | 'database',
  from: { readonly id: string; readonly title: string; readonly icon?: string },
): Reference {
  return { kind, id: from.id, title: from.title, ...(from.icon !== undefined && { icon: from.icon }) };
}

/** The way down to a parent, outermost first. */
export function crumbsOf(source: NotionWebSource, parent: WorldPage['parent']): readonly Reference[] {
  if (parent.type === 'workspace') return [];
  const above = parent.type === 'page_id' ? source.page(parent.id) : source.database(parent.id);
  if (above === undefined) return [];
  return [...crumbsOf(source, above.parent), nameOf(parent.type === 'page_id' ? 'page' : 'database', above)];
}
