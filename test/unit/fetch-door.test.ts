import { describe, expect, it } from 'vitest';
import { createFetchDoor } from '../../lib/adapters/fetch-door/fetch-door.ts';

const NOTION = 'https://api.notion.com';

/** A network that remembers what went out. */
function aNetwork(answer: () => Response = () => new Response('fine')) {
  const sent: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    sent.push({ url, init });
    return answer();
  };
  return { sent, fetch };
}

describe('the door to the network', () => {
  it('lets requests to an allowed origin through, without cookies, cache and referrer', async () => {
    const { sent, fetch } = aNetwork();
    const door = createFetchDoor(() => [NOTION], fetch);
    const init: RequestInit = {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      body: '{}',
      credentials: 'include',
    };
    const response = await door(`${NOTION}/v1/search`, init);
    expect(await response.text()).toBe('fine');
    expect(sent).toEqual([
      {
        url: `${NOTION}/v1/search`,
        init: {
          ...init,
          redirect: 'manual',
          credentials: 'omit',
          cache: 'no-store',
          referrerPolicy: 'no-referrer',
        },
      },
    ]);
  });

  it.each([
    'https://api.notion.com.example/v1/pages',
    'https://api.notion.com@evil.example/v1/pages',
    'https://notion.com/v1/pages',
    'https://sub.api.notion.com/v1/pages',
    'https://api.notion.com:8443/v1/pages',
    'http://api.notion.com/v1/pages',
    'data:text/plain,api.notion.com',
    'file:///etc/passwd',
    '/v1/pages',
    '',
  ])('stays shut for %s', async (url) => {
    const { sent, fetch } = aNetwork();
    const door = createFetchDoor(() => [NOTION, 'null'], fetch);
    await expect(door(url)).rejects.toMatchObject({ facts: { code: 'host-not-granted' } });
    expect(sent).toEqual([]);
  });

  it('asks anew each time which origins are allowed', async () => {
    const allowed: string[] = [];
    const { fetch } = aNetwork();
    const door = createFetchDoor(() => allowed, fetch);
    await expect(door(`${NOTION}/v1/users/me`)).rejects.toMatchObject({ facts: { code: 'host-not-granted' } });
    allowed.push(NOTION);
    expect((await door(`${NOTION}/v1/users/me`)).status).toBe(200);
    allowed.pop();
    await expect(door(`${NOTION}/v1/users/me`)).rejects.toMatchObject({ facts: { code: 'host-not-granted' } });
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect (%i), to whatever origin', async (status) => {
    const { sent, fetch } = aNetwork(
      () => new Response(null, { status, headers: { location: 'https://evil.example/collect' } }),
    );
    const response = await createFetchDoor(() => [NOTION], fetch)(`${NOTION}/v1/pages`);
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBeNull();
    expect(sent).toHaveLength(1);
  });
});
