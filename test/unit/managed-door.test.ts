import { describe, expect, it } from 'vitest';
import { inRegion, modelsAsked } from '../../lib/models/managed-request.ts';
import { createManaged } from '../../lib/wiring/managed.ts';

const quiet = { info: () => undefined, warn: () => undefined };
const MESSAGES = 'https://api.anthropic.com/v1/messages';
const BATCHES = `${MESSAGES}/batches`;
const message = (model: string) => JSON.stringify({ model, messages: [{ role: 'user', content: 'model' }] });
const batch = (...models: readonly string[]) =>
  JSON.stringify({ requests: models.map((model, at) => ({ custom_id: `${at}`, params: { model, max_tokens: 1 } })) });

/** The house's way out with a policy that can be changed under it. */
function aWay(policy: unknown) {
  const sent: { readonly url: string; readonly body: unknown }[] = [];
  const source = { now: policy, reads: 0 };
  const managed = createManaged(async () => {
    source.reads += 1;
    if (source.now instanceof Error) throw source.now;
    return source.now;
  }, quiet);
  const door = managed.keepWithin({ provider: 'claude' }, async (url, init) => {
    sent.push({ url, body: init?.body });
    return new Response();
  });
  return { sent, source, managed, door };
}

describe('the last look at a request to a provider', () => {
  it('lets everything by, unread, where nothing is set', async () => {
    const { sent, door } = aWay(undefined);
    await door(MESSAGES, { method: 'POST', body: 'not even JSON' });
    expect(sent).toEqual([{ url: MESSAGES, body: 'not even JSON' }]);
  });

  it('stops a model that is not approved, alone and in a batch, and a provider with any request', async () => {
    const { sent, door } = aWay({ fields: ['models'], models: ['claude-haiku-*'] });
    const refused = { code: 'managed-forbids', facts: { unsent: true } };
    await expect(door(MESSAGES, { body: message('claude-opus-5-5') })).rejects.toMatchObject(refused);
    await expect(door(BATCHES, { body: batch('claude-haiku-5-5', 'claude-opus-5-5') })).rejects.toMatchObject(refused);
    expect(sent).toEqual([]);
    await door(MESSAGES, { body: message('claude-haiku-5-5') });
    await door('https://api.anthropic.com/v1/models');
    expect(sent).toHaveLength(2);
    const none = aWay({ fields: ['providers'], providers: ['gateway'] });
    await expect(none.door('https://api.anthropic.com/v1/models')).rejects.toMatchObject(refused);
    expect(none.sent).toEqual([]);
  });

  it('names the region in messages and batches, and stops what takes none', async () => {
    const { sent, door } = aWay({ fields: ['inferenceGeo'], inferenceGeo: 'us' });
    await door(MESSAGES, { body: message('claude-haiku-5-5') });
    expect(JSON.parse(String(sent[0]?.body))).toEqual({
      ...JSON.parse(message('claude-haiku-5-5')),
      inference_geo: 'us',
    });
    await door(BATCHES, { body: batch('a', 'b') });
    expect(JSON.parse(String(sent[1]?.body))).toMatchObject({
      requests: [{ custom_id: '0', params: { model: 'a', inference_geo: 'us' } }, { params: { inference_geo: 'us' } }],
    });
    await expect(door(`${MESSAGES}/count_tokens`, { body: message('a') })).rejects.toMatchObject({
      code: 'managed-forbids',
    });
    expect(sent).toHaveLength(2);
    const { managed } = aWay({ fields: ['inferenceGeo'], inferenceGeo: 'us' });
    const bodies: unknown[] = [];
    const other = managed.keepWithin(
      { provider: 'openai:1', baseUrl: 'https://models.example' },
      async (_url, init) => {
        bodies.push(init?.body);
        return new Response();
      },
    );
    await other('https://models.example/chat/completions', { body: message('large') });
    // That protocol has no such word: whoever wants a region leaves its providers out.
    expect(bodies).toEqual([message('large')]);
  });

  it('sends nothing while the policy is wrong, or cannot be read, and looks anew for the next', async () => {
    const wrong = aWay({ fields: ['writes'] });
    await expect(wrong.door(MESSAGES)).rejects.toMatchObject({ code: 'managed-invalid' });
    await expect(wrong.managed.heed({ provider: 'built-in' })).rejects.toMatchObject({ code: 'managed-invalid' });
    const broken = aWay(new Error('no access'));
    await expect(broken.door(MESSAGES)).rejects.toMatchObject({ code: 'managed-invalid' });
    broken.source.now = {};
    await broken.door(MESSAGES);
    expect(broken.sent).toHaveLength(1);
  });

  it('waits for the policy before the first request, reads it once, and anew when it changes', async () => {
    const { source, managed, door, sent } = aWay({});
    const told: unknown[] = [];
    managed.tend(Promise.resolve(), async (now) => void told.push(now.state));
    await Promise.all([door(MESSAGES), door(MESSAGES)]);
    expect(source.reads).toBe(1);
    source.now = { fields: ['providers'], providers: [] };
    await managed.changed();
    await expect(door(MESSAGES)).rejects.toMatchObject({ code: 'managed-forbids' });
    expect(sent).toHaveLength(2);
    expect(told).toEqual(['none', 'set']);
  });
});

describe('a policy that changes while it is being read', () => {
  it('is the one that is gone by, whichever answer comes last', async () => {
    const answers: ((values: unknown) => void)[] = [];
    const managed = createManaged(() => new Promise((resolve) => answers.push(resolve)), quiet);
    const told: string[] = [];
    const first = managed.current();
    managed.tend(Promise.resolve(), async (now) => void told.push(now.state));
    const changed = managed.changed();
    answers[1]?.({ fields: [] });
    await changed;
    answers[0]?.({});
    expect((await first).state).toBe('set');
    expect(told.every((state) => state === 'set')).toBe(true);
  });
});

describe('a request’s body', () => {
  it('names its models where it is one for a model', () => {
    expect(modelsAsked(message('a'))).toEqual(['a']);
    expect(modelsAsked(batch('a', 'b'))).toEqual(['a', 'b']);
    for (const body of ['', 'x', '[]', '{}', '{"requests":5}', '{"requests":[1,null,{}]}']) {
      expect(modelsAsked(body)).toEqual([]);
    }
  });

  it('is left alone where it is no object', () => {
    expect(inRegion('/v1/messages', '[]', 'us')).toBeUndefined();
  });
});
