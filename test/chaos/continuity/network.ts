import type { Life } from '../../fixtures/life.ts';
import type { InProcessWorld } from '../../world/in-process.ts';
import type { Knock } from '../history.ts';
import { tokenIn } from '../history.ts';
import { mortalBody } from './mortal.ts';

/** The way from the device to the world: it can be cut, and it notes who was asked. */
export interface Network {
  readonly knocks: readonly Knock[];
  readonly isOnline: () => boolean;
  /** Cuts every connection, and lets no new one come about until it is ended. */
  offline(): () => void;
  /** The way out for one life of the worker. */
  fetchFor(life: Life, number: number): (url: string, init: RequestInit) => Promise<Response>;
}

/** @param shown what the device's own clock shows */
export function createNetwork(world: InProcessWorld, now: () => number, shown: () => number): Network {
  const knocks: Knock[] = [];
  let cuts = 0;
  let cut = new AbortController();
  const broken = (): TypeError => new TypeError('network error');

  return {
    knocks,
    isOnline: () => cuts === 0,
    offline() {
      cuts += 1;
      cut.abort(broken());
      let over = false;
      return () => {
        if (over) return;
        over = true;
        cuts -= 1;
        if (cuts === 0) cut = new AbortController();
      };
    },
    fetchFor: (life, number) => async (url, init) => {
      await life.pass();
      const knock: Knock = { at: now(), shownAt: shown(), life: number, ...readBody(init.body) };
      if (new URL(url).pathname === '/v1/messages') knocks.push(knock);
      const end = (): void => void (knock.endedAt ??= now());
      if (cuts > 0) {
        end();
        throw broken();
      }
      const gone = new AbortController();
      void life.died.then(() => gone.abort(broken()));
      const signals = [cut.signal, gone.signal, ...(init.signal ? [init.signal] : [])];
      try {
        const response = await world.fetch(url, { ...init, signal: AbortSignal.any(signals) });
        const requestId = response.headers.get('request-id');
        if (requestId !== null) knock.requestId = requestId;
        await life.pass();
        const { status, headers, body } = response;
        return new Response(body === null ? null : mortalBody(body, life, end), { status, headers });
      } catch (error) {
        end();
        await life.pass();
        throw error;
      }
    },
  };
}

/** Who is asked what, as a request's body tells. */
export function readBody(body: unknown): Pick<Knock, 'model' | 'earlier'> & Partial<Pick<Knock, 'token'>> {
  const text = typeof body === 'string' ? body : '{}';
  const model = /"model"\s*:\s*"([^"]*)"/u.exec(text)?.[1] ?? '';
  const tokens = [...new Set([...text.matchAll(/q\d+x\d+/gu)].map(([found]) => found))];
  const token = tokenIn(tokens.at(-1));
  return { model, earlier: tokens.slice(0, -1), ...(token === undefined ? {} : { token }) };
}
