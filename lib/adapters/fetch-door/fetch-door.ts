import { Failure } from '../../base/failure.ts';

export type DoorFetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * The one door to the network. It opens for the allowed origins alone and carries no cookies, no referrer, no cache.
 * A redirect is handed back as a plain answer with status 302 and never followed: an API does not move, and keys in
 * headers must not travel to where somebody else points.
 * @param allowed origins such as `https://api.notion.com`, asked at each call
 * @throws Failure `host-not-granted` for any other origin
 */
export function createFetchDoor(allowed: () => readonly string[], fetch: DoorFetch): DoorFetch {
  return async (url, init) => {
    const origin = URL.parse(url)?.origin;
    if (origin === undefined || origin === 'null' || !allowed().includes(origin)) throw new Failure('host-not-granted');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    const redirected = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
    return redirected ? new Response(null, { status: 302 }) : response;
  };
}
