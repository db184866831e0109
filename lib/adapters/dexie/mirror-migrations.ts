import type { Transaction } from 'dexie';

/** A page as version 1 stored it, as far as its head follows from it. */
interface PageV1 {
  readonly id: string;
  readonly connection?: string;
  readonly workspace?: string;
  readonly title: string;
  readonly icon?: string;
  readonly url: string;
  readonly parent?: string;
  readonly properties: readonly { readonly people?: readonly string[] }[];
  readonly blocks: readonly { readonly text: string }[];
  readonly editedAt?: number;
  readonly readAt: number;
  readonly fingerprint: string;
}

/**
 * Frozen. Version 2 has heads, and an index that they have numbers in. Each page gets its head and a number; as there
 * is no index yet, pages with numbers are indexed by and by.
 */
export async function headsFromPages(transaction: Transaction): Promise<void> {
  const heads: object[] = [];
  await transaction.table<PageV1>('pages').each((page) => {
    const { id, title, icon, url, parent, editedAt, readAt, fingerprint } = page;
    heads.push({
      id,
      connection: page.connection ?? 'screen',
      workspace: page.workspace ?? '',
      kind: 'page',
      title,
      ...(icon !== undefined && { icon }),
      url,
      ...(parent !== undefined && { parent }),
      ...(editedAt !== undefined && { editedAt, readEdit: editedAt }),
      people: page.properties.flatMap(({ people }) => people ?? []),
      state: 'mirrored',
      readAt,
      fingerprint,
      bytes: page.blocks.reduce((sum, { text }) => sum + text.length * 2, 1_000),
      doc: heads.length + 1,
    });
  });
  await transaction.table('heads').bulkAdd(heads);
}
