import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Record<string, unknown>;

/** A connection to a browser that attaches to nothing by itself: workers and pages run as without developer tools. */
export interface Protocol {
  send(method: string, params?: Json, sessionId?: string): Promise<Json>;
  targets(): Promise<readonly Target[]>;
  /** A session of one target. */
  attach(targetId: string): Promise<(method: string, params?: Json) => Promise<Json>>;
  close(): void;
}

export interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

/** Connects to a running Chromium by the port that it wrote into its profile. */
export async function connectQuietly(profile: string): Promise<Protocol> {
  const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  const waiting = new Map<number, PromiseWithResolvers<Json>>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const message: unknown = JSON.parse(String(data));
    if (!isJson(message) || typeof message['id'] !== 'number') return;
    const answer = waiting.get(message['id']);
    waiting.delete(message['id']);
    if (isJson(message['result'])) answer?.resolve(message['result']);
    else answer?.reject(new Error(`The browser refused: ${JSON.stringify(message['error'])}`));
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('The browser takes no second connection.')), {
      once: true,
    });
  });

  const send: Protocol['send'] = async (method, params = {}, sessionId) => {
    lastId += 1;
    const answer = Promise.withResolvers<Json>();
    waiting.set(lastId, answer);
    socket.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return answer.promise;
  };
  return {
    send,
    async targets() {
      const { targetInfos } = await send('Target.getTargets');
      return Array.isArray(targetInfos) ? targetInfos.filter(isTarget) : [];
    },
    async attach(targetId) {
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      return async (method, params) => send(method, params, String(sessionId));
    },
    close: () => socket.close(),
  };
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTarget(value: unknown): value is Target {
  return (
    isJson(value) &&
    typeof value['targetId'] === 'string' &&
    typeof value['type'] === 'string' &&
    typeof value['url'] === 'string'
  );
}

/** What `Runtime.evaluate`, `callFunctionOn` and `awaitPromise` answer: the value, or the page's exception thrown. */
export function valueIn(answer: Json): unknown {
  if (answer['exceptionDetails'] !== undefined) {
    throw new Error(`The page threw: ${JSON.stringify(answer['exceptionDetails'])}`);
  }
  const { result } = answer;
  return isJson(result) ? result['value'] : undefined;
}

/** The handle of what a call answered with. */
export function objectIn(answer: Json): string {
  const { result, object } = answer;
  const found = isJson(result) ? result : object;
  if (!isJson(found) || typeof found['objectId'] !== 'string') throw new Error('The page gave no object.');
  return found['objectId'];
}
