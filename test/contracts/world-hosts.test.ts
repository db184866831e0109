import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { connect as connectTls } from 'node:tls';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOSTS } from '../world/hosts.ts';
import { CLAUDE_KEY, startWorld, type World } from '../world/start.ts';
import { HANDBOOK, smallWorkspace } from './world-workspace.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], firstTokenMs: 0, tokenDelayMs: 0 });
});
afterAll(() => world.close());
beforeEach(() => {
  world.faults.clear();
  world.requests.clear();
});

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Over TLS, as a browser does whose names lead to the world. */
function get(host: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: world.port,
        servername: host,
        path,
        headers: { host, ...headers },
        rejectUnauthorized: false,
        agent: false,
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

/** Through the proxy: the status of the tunnel, and the first line of what answers in it. */
function tunnel(host: string, path: string): Promise<{ tunnel: number; line: string }> {
  return new Promise((resolve, reject) => {
    const sent = plainRequest({
      host: '127.0.0.1',
      port: world.proxyPort,
      method: 'CONNECT',
      path: `${host}:443`,
      agent: false,
    });
    sent.on('error', reject);
    sent.on('connect', (response, socket: Socket) => {
      const status = response.statusCode ?? 0;
      if (status !== 200) return resolve({ tunnel: status, line: '' });
      const secure = connectTls({ socket, servername: host, rejectUnauthorized: false }, () => {
        secure.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
      });
      secure.once('data', (data: Buffer) => {
        secure.destroy();
        resolve({ tunnel: status, line: data.toString('utf8').split('\r\n')[0] ?? '' });
      });
    });
    sent.end();
  });
}

async function control(method: string, what: string, body?: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${world.controlPort}/control/${what}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.ok ? response.json() : response.text();
}

describe('the hosts of the world', () => {
  it('lead to the service that each name has, over TLS', async () => {
    expect((await get('api.notion.com', '/v1/users/me')).body).toContain('API token is invalid.');
    expect((await get('api.anthropic.com', '/v1/models')).body).toContain('authentication_error');
    expect((await get('api.openai.example', '/v1/models')).status).toBe(401);
    expect((await get('app.notion.com', '/')).body).toContain('<html');
    for (const host of ['status.claude.com', 'www.notion-status.com', 'anthropic.statuspage.io']) {
      expect(JSON.parse((await get(host, '/api/v2/status.json')).body)).toMatchObject({
        status: { indicator: 'none' },
      });
    }
    expect((await get('status.notion.so', '/api/v2/status.json')).status).toBe(302);
  });

  it('have no CORS on Notion’s API', async () => {
    const response = await fetch(`http://127.0.0.1:${world.plain.notionApi}/v1/users/me`, {
      headers: { origin: 'https://app.notion.com' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('are all named in the rules for Chromium, and nothing else has an address', () => {
    for (const host of HOSTS) expect(world.hostResolverRules).toContain(`MAP ${host}:443 127.0.0.1:${world.port}`);
    expect(world.hostResolverRules).toContain('MAP * ~NOTFOUND');
  });

  it('can be refused by name before the handshake, and come back', async () => {
    world.faults.add({ host: 'api.notion.com', action: 'refuse', times: 1 });
    await expect(get('api.notion.com', '/v1/users/me')).rejects.toThrow(/ECONNRESET|disconnected|closed/);
    expect((await get('status.claude.com', '/api/v2/status.json')).status).toBe(200);
    expect((await get('api.notion.com', '/v1/users/me')).status).toBe(401);
  });

  it('break an encrypted connection with a reset', async () => {
    world.faults.add({ host: 'api.notion.com', action: 'reset', times: 1 });
    await expect(get('api.notion.com', '/v1/users/me')).rejects.toThrow(/ECONNRESET|hang up/);
  });
});

describe('the proxy', () => {
  it('leads every host of the world to its service', async () => {
    expect(await tunnel('status.claude.com', '/api/v2/status.json')).toEqual({ tunnel: 200, line: 'HTTP/1.1 200 OK' });
    expect(await tunnel('api.notion.com', '/v1/users/me')).toEqual({ tunnel: 200, line: 'HTTP/1.1 401 Unauthorized' });
  });

  it('knows no other host, and remembers who asked for one', async () => {
    expect(await tunnel('tracker.example.com', '/')).toEqual({ tunnel: 502, line: '' });
    expect(world.requests.all({ host: 'tracker.example.com' })).toMatchObject([{ method: 'CONNECT', status: 502 }]);
  });

  it('refuses a host that does not resolve', async () => {
    world.faults.add({ host: 'api.anthropic.com', action: 'refuse', times: 1 });
    expect((await tunnel('api.anthropic.com', '/')).tunnel).toBe(502);
    expect((await tunnel('api.anthropic.com', '/')).tunnel).toBe(200);
  });
});

describe('the control port', () => {
  it('tells the ports and tokens', async () => {
    expect(await control('GET', 'state')).toMatchObject({
      port: world.port,
      proxyPort: world.proxyPort,
      tokens: expect.arrayContaining(['ntn_acme_full', 'ntn_acme_pat', 'ntn_acme_some']),
    });
  });

  it('sets faults by name and by rule, and takes them back', async () => {
    await control('POST', 'faults', { name: 'notion-error-500', times: 1 });
    await control('POST', 'faults', { host: 'status.claude.com', action: 'status', status: 503 });
    expect((await get('api.notion.com', '/v1/users/me')).status).toBe(500);
    expect((await get('status.claude.com', '/')).status).toBe(503);
    await control('DELETE', 'faults');
    expect(world.faults.list()).toEqual([]);
    expect(await control('POST', 'faults', { action: 'explode' })).toContain('Not a fault rule');
    expect(await control('POST', 'faults', { name: 'no-such-fault' })).toContain('No fault is named');
  });

  it('edits pages, moves the clock and shows what was asked', async () => {
    const now = world.clock.now();
    await control('POST', 'clock', { advanceMs: 90_000 });
    expect(world.clock.now() - now).toBeGreaterThanOrEqual(90_000);
    await control('POST', 'notion', { setTitle: HANDBOOK, title: 'Renamed' });
    await control('POST', 'notion', { replaceBlocks: HANDBOOK, markdown: 'Only this' });
    expect(world.notion.page(HANDBOOK)).toMatchObject({
      title: 'Renamed',
      blocks: [{ type: 'paragraph', text: [{ text: 'Only this' }] }],
    });
    await get('api.anthropic.com', '/v1/models', {
      authorization: `Bearer ${CLAUDE_KEY}`,
      'anthropic-version': '2026-10-21',
    });
    expect(await control('GET', 'requests')).toMatchObject([
      { host: 'api.anthropic.com', path: '/v1/models', status: 200 },
    ]);
    expect(JSON.stringify(await control('GET', 'claude'))).not.toContain(CLAUDE_KEY);
  });
});

describe('the OpenAI-compatible server', () => {
  it('streams an answer from what it was given, and asks for no key on the loopback', async () => {
    const response = await fetch(`http://127.0.0.1:${world.plain.openai}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({
        model: 'small-local-model',
        stream: true,
        messages: [
          {
            role: 'user',
            content: 'Summarize.\n<page>\nTrains replace flights under six hours.\nNights cost 140 euros.\n</page>',
          },
        ],
      }),
    });
    const events = (await response.text())
      .split('\n\n')
      .filter(Boolean)
      .map((line) => line.replace('data: ', ''));
    expect(events.at(-1)).toBe('[DONE]');
    const text = events
      .slice(0, -1)
      .map((event) => JSON.parse(event).choices[0]?.delta.content ?? '')
      .join('');
    expect(text).toContain('Trains replace flights under six hours.');
  });
});
