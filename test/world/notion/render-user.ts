import type { WorldUser } from '../model.ts';
import type { Connection } from './connections.ts';
import type { NotionStore } from './store.ts';

/** A person, or the bot of a connection. */
export function renderUser(store: NotionStore, user: WorldUser): Record<string, unknown> {
  const connection = [...store.connections()].find((candidate) => candidate.botId === user.id);
  if (user.type === 'bot' && connection) return renderBot(store, connection);
  const base = { object: 'user', id: user.id, name: user.name, avatar_url: null };
  return user.type === 'bot'
    ? { ...base, type: 'bot', bot: {} }
    : { ...base, type: 'person', person: { email: user.email, email_verified: true } };
}

export function renderBot(store: NotionStore, connection: Connection): Record<string, unknown> {
  const workspace = store.workspaces.find((candidate) => candidate.id === connection.workspaceId);
  const owner = store.user(connection.ownerId);
  const person = owner && {
    object: 'user',
    id: owner.id,
    name: owner.name,
    avatar_url: null,
    type: 'person',
    person: { email: owner.email },
  };
  return {
    object: 'user',
    id: connection.botId,
    name: connection.name,
    avatar_url: null,
    type: 'bot',
    bot: {
      owner:
        connection.kind === 'personal' && person
          ? { type: 'user', user: person }
          : { type: 'workspace', workspace: true },
      workspace_name: workspace?.name ?? null,
      workspace_id: connection.workspaceId,
      workspace_limits: { max_file_upload_size_in_bytes: 5_242_880 },
    },
  };
}
