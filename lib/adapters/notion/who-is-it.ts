import { Failure } from '../../base/failure.ts';
import { objectIn, textIn } from '../../mirror/notion-json.ts';
import type { Read } from './read-patiently.ts';

/** Whom a token writes as. */
export interface Writer {
  readonly id: string;
  /** The same name for every id under which Notion may list what this token made. */
  readonly nameOf: (maker: string) => string;
}

/**
 * Asks once. A personal token acts as its person, and whether blocks made by it name the person or the token's own user
 * is documented nowhere: both count as the token.
 */
export function whoIsIt(read: Read): (signal: AbortSignal) => Promise<Writer> {
  let known: Writer | undefined;
  return async (signal) => {
    known ??= readWriter(await read('users', signal, (client) => client.users.me({})));
    return known;
  };
}

function readWriter(me: unknown): Writer {
  const id = textIn(me, 'id');
  if (id === undefined) throw new Failure('notion-garbled');
  const person = textIn(objectIn(objectIn(objectIn(me, 'bot'), 'owner'), 'user'), 'id');
  return { id, nameOf: (maker) => (maker === person ? id : maker) };
}
