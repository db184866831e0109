import type { Workspace } from '../model.ts';
import { uuidFrom } from './ids.ts';

/** A token, and what it may see. */
export interface Connection {
  readonly token: string;
  readonly workspaceId: string;
  /** A personal access token acts as its person and may not list people. */
  readonly kind: 'internal' | 'personal';
  readonly botId: string;
  readonly name: string;
  readonly ownerId: string;
  readonly expired: boolean;
  /** With this, only these pages and what is below them. */
  readonly sharedPages?: ReadonlySet<string> | undefined;
}

/**
 * Each workspace has three tokens: `ntn_<name>_full` sees all, `ntn_<name>_pat` acts as the first person, and
 * `ntn_<name>_some` sees the first page of the top level and what is below it. `<name>` is the first word of the
 * workspace's name; the first workspace also answers to `acme`.
 */
export function connectionsFor(workspace: Workspace, position: number): Connection[] {
  const name = workspace.name.toLowerCase().split(/\W+/)[0] ?? 'workspace';
  const names = position === 0 && name !== 'acme' ? ['acme', name] : [name];
  const owner = workspace.users.find((user) => user.type === 'person')?.id ?? uuidFrom(workspace.id, 'owner');
  const bot = workspace.users.find((user) => user.type === 'bot')?.id ?? uuidFrom(workspace.id, 'bot');
  const top = workspace.pages.find((page) => page.parent.type === 'workspace' && !page.hiddenFromApi);
  const base = { workspaceId: workspace.id, ownerId: owner, expired: false };
  return names.flatMap((word) => [
    { ...base, token: `ntn_${word}_full`, kind: 'internal' as const, botId: bot, name: 'Understudy' },
    {
      ...base,
      token: `ntn_${word}_pat`,
      kind: 'personal' as const,
      botId: uuidFrom(workspace.id, 'pat'),
      name: 'Understudy',
    },
    {
      ...base,
      token: `ntn_${word}_some`,
      kind: 'internal' as const,
      botId: uuidFrom(workspace.id, 'some'),
      name: 'Understudy (some pages)',
      sharedPages: new Set(top ? [top.id] : []),
    },
  ]);
}
