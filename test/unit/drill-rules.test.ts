import { describe, expect, it } from 'vitest';
import { rehearse } from '../../lib/adapters/fetch-door/rehearse.ts';
import { drillRules, ruleFor, SCENARIOS } from '../../lib/resilience/drill.ts';
import type { DrillGround, ScenarioId } from '../../lib/resilience/drill.ts';

const CLAUDE = 'api.anthropic.com';
const GATEWAY = 'claude.gateway.example';
const GROUND: DrillGround = { model: 'claude-sonnet-5-5', host: CLAUDE, claudeHosts: [CLAUDE, GATEWAY] };

const how = (scenario: ScenarioId, host: string, path: string, model?: string): string | undefined =>
  ruleFor(drillRules(scenario, GROUND), { host, path, ...(model === undefined ? {} : { model }) })?.how;

describe('the rules of a drill', () => {
  it('take down one model and leave its siblings up', () => {
    expect(how('model-down', CLAUDE, '/v1/messages', 'claude-sonnet-5-5')).toBe('overloaded');
    expect(how('model-down', CLAUDE, '/v1/messages', 'claude-haiku-5-5')).toBeUndefined();
    expect(how('model-down', CLAUDE, '/v1/messages/count_tokens', 'claude-sonnet-5-5')).toBeUndefined();
  });

  it('take down the whole family, behind a gateway too, and leave other providers up', () => {
    expect(how('claude-down', CLAUDE, '/v1/messages', 'claude-haiku-5-5')).toBe('unavailable');
    expect(how('claude-down', GATEWAY, '/team/v1/messages', 'claude-haiku-5-5')).toBe('unavailable');
    expect(how('claude-down', 'api.openai.example', '/v1/chat/completions')).toBeUndefined();
    expect(how('claude-down', 'api.notion.com', '/v1/search')).toBeUndefined();
  });

  it('refuse the key while the status page tells of an outage', () => {
    expect(how('auth-trouble', CLAUDE, '/v1/models?limit=100')).toBe('key-refused');
    expect(how('auth-trouble', 'anthropic.statuspage.io', '/api/v2/summary.json')).toBe('incident');
  });

  it('take the network away, but not from servers on this computer', () => {
    expect(how('offline', 'api.openai.example', '/v1/chat/completions')).toBe('no-network');
    expect(how('offline', 'api.notion.com', '/v1/search')).toBe('no-network');
    for (const host of ['localhost', '127.0.0.1', '[::1]']) expect(how('offline', host, '/v1/models')).toBeUndefined();
  });

  it('leave nobody up when everything is down', () => {
    for (const host of [CLAUDE, GATEWAY, 'api.notion.com', 'api.openai.example']) {
      expect(how('everything', host, '/v1/messages')).toBeDefined();
    }
  });
});

describe('the network in a drill', () => {
  const network = (scenario?: ScenarioId) => {
    const left: string[] = [];
    const fetch = rehearse(
      async (url) => {
        left.push(url);
        return new Response('real');
      },
      async () => (scenario === undefined ? [] : drillRules(scenario, GROUND)),
    );
    return { left, fetch };
  };
  const ask = { method: 'POST', body: JSON.stringify({ model: 'claude-sonnet-5-5' }) };

  it('is the real one without a drill', async () => {
    const { fetch } = network();
    expect(await (await fetch(`https://${CLAUDE}/v1/messages`, ask)).text()).toBe('real');
  });

  it.each(SCENARIOS)('lets no request out that the rules of %s cover', async (scenario) => {
    const { left, fetch } = network(scenario);
    const asked = [
      `https://${CLAUDE}/v1/messages`,
      'https://api.notion.com/v1/users/me',
      `https://${GATEWAY}/v1/messages`,
    ];
    await Promise.allSettled(asked.map((url) => fetch(url, ask)));
    const covered = asked.filter((url) => how(scenario, new URL(url).hostname, new URL(url).pathname, GROUND.model));
    expect(covered.length).toBeGreaterThan(0);
    expect(left.filter((url) => covered.includes(url))).toEqual([]);
  });

  it('lets questions to Notion out, and no change', async () => {
    const { left, fetch } = network('claude-down');
    const notion = 'https://api.notion.com/v1';
    await fetch(`${notion}/pages/1`);
    await fetch(`${notion}/search`, { method: 'POST', body: '{}' });
    await fetch(`${notion}/data_sources/1/query`, { method: 'POST', body: '{}' });
    await expect(fetch(`${notion}/pages`, { method: 'POST', body: '{}' })).rejects.toThrow(TypeError);
    await expect(fetch(`${notion}/pages/1`, { method: 'PATCH', body: '{}' })).rejects.toThrow(TypeError);
    await expect(fetch(`${notion}/blocks/1`, { method: 'DELETE' })).rejects.toThrow(TypeError);
    expect(left).toEqual([`${notion}/pages/1`, `${notion}/search`, `${notion}/data_sources/1/query`]);
  });

  it('answers nobody who has gone', async () => {
    const { fetch } = network('claude-down');
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(fetch(`https://${CLAUDE}/v1/messages`, { ...ask, signal: gone })).rejects.toThrow('gone');
  });

  it('names every answer of its own as a drill, where a service would name the request', async () => {
    const { fetch } = network('claude-down');
    const response = await fetch(`https://${CLAUDE}/v1/messages`, ask);
    expect(response.headers.get('request-id')).toBe('req_drill');
  });
});
