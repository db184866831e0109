import type { Conversation } from './conversation.ts';

/** Pinned ones first, the latest pin on top; then the others, the latest word on top. */
export const inOrder = (list: readonly Conversation[]): readonly Conversation[] =>
  list.toSorted((one, other) => (other.pinnedAt ?? 0) - (one.pinnedAt ?? 0) || other.updatedAt - one.updatedAt);

/** Conversations as the history shows them: the pinned, then folder by folder by name, then the rest. */
export interface Shelved {
  /** Absent for those that are in none. */
  readonly folder?: string;
  readonly kind: 'pinned' | 'folder' | 'rest';
  readonly list: readonly Conversation[];
}

export function shelved(list: readonly Conversation[]): readonly Shelved[] {
  const loose = list.filter(({ pinnedAt }) => pinnedAt === undefined);
  const groups: readonly Shelved[] = [
    { kind: 'pinned', list: list.filter(({ pinnedAt }) => pinnedAt !== undefined) },
    ...foldersOf(list).map((folder) => ({
      kind: 'folder' as const,
      folder,
      list: loose.filter((one) => one.folder === folder),
    })),
    { kind: 'rest', list: loose.filter(({ folder }) => folder === undefined) },
  ];
  return groups.filter((group) => group.list.length > 0);
}

/** The folders that are in use, by name. */
export const foldersOf = (list: readonly Conversation[]): readonly string[] =>
  [...new Set(list.flatMap(({ folder }) => folder ?? []))].toSorted((one, other) => one.localeCompare(other));
