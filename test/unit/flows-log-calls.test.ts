import { describe, expect, it } from 'vitest';
import type { ActivityNews } from '../../lib/activity/entry.ts';
import { meterTraffic } from '../../lib/adapters/fetch-door/meter-traffic.ts';
import { Failure } from '../../lib/base/failure.ts';
import { asApprovalId, asConnectionId } from '../../lib/base/ids.ts';
import type { Around } from '../../lib/flows/each-call.ts';
import { logCalls } from '../../lib/flows/log-calls.ts';
import { logOutbox } from '../../lib/flows/log-outbox.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { PAGE, anApproval, anEntry, pageId } from '../fixtures/an-entry.ts';
import { createMemoryOutbox } from '../fixtures/memory-outbox.ts';

const NOTION = { host: 'api.notion.com', connection: 'workspace' };

describe('the log of calls to Notion', () => {
  const told: ActivityNews[] = [];
  const log = (): Around => {
    told.length = 0;
    return logCalls((news) => void told.push(news), asConnectionId('workspace'));
  };
  const idle = new AbortController().signal;

  it('tells what was read, with a hash of the words and never the words', async () => {
    const ask = async () => ({ markdown: 'The canary launches in May.' });
    await log()(ask, idle, { kind: 'read', what: 'content', on: PAGE, textOf: ({ markdown }) => markdown });
    expect(told).toMatchObject([{ kind: 'read', what: 'content', page: PAGE, outcome: 'done', ...NOTION }]);
    expect(told[0]?.fingerprint).toMatch(/^[\da-f]{32}$/);
    expect(JSON.stringify(told.map(({ fingerprint, page, code }) => [fingerprint, page, code]))).not.toContain(
      'canary',
    );
  });

  it('tells which page a write made', async () => {
    const made = pageId('b');
    await log()(async () => ({ id: made }), idle, { kind: 'write', what: 'create', on: PAGE, madeOf: ({ id }) => id });
    expect(told).toMatchObject([{ kind: 'write', what: 'create', page: made, outcome: 'done' }]);
  });

  it.each([
    ['a read that fails', 'read', 'notion-unavailable', 'failed'],
    ['a write that leaves it open', 'write', 'notion-unavailable', 'unsure'],
    ['a write that was refused', 'write', 'notion-restricted', 'failed'],
  ] as const)('tells how %s ended', async (_case, kind, code, outcome) => {
    const call =
      kind === 'read' ? ({ kind, what: 'page', on: PAGE } as const) : ({ kind, what: 'append', on: PAGE } as const);
    const asked = log()(() => Promise.reject(new Failure(code)), idle, call);
    await expect(asked).rejects.toMatchObject({ code });
    expect(told).toMatchObject([{ kind, page: PAGE, outcome, code, ...NOTION }]);
  });
});

describe('the log of the outbox', () => {
  const told: ActivityNews[] = [];
  const store = () => {
    told.length = 0;
    return logOutbox(createMemoryOutbox(), (news) => void told.push(news));
  };
  const to = (differs: Partial<OutboxEntry>) => (entry: OutboxEntry) => ({ ...entry, ...differs });

  it('tells who approved what, how it ended, and that it was undone', async () => {
    const outbox = store();
    const { id } = anEntry('one');
    await outbox.add([anEntry('one')]);
    expect(told).toEqual([]);
    await outbox.change(id, to({ state: 'approved', approval: { by: 'person', at: 1, shown: '0123456789abcdef' } }));
    await outbox.change(id, to({ state: 'sending' }));
    await outbox.change(id, to({ state: 'written' }));
    await outbox.change(id, to({ state: 'undoing' }));
    await outbox.change(id, to({ state: 'undone' }));
    expect(told.map(({ kind, outcome, of, page }) => [kind, outcome, of, page])).toEqual(
      ['approval', 'write', 'undo'].map((kind) => [kind, 'done', id, PAGE]),
    );
    expect(told[0]).toMatchObject({ fingerprint: '0123456789abcdef' });
  });

  it('tells of what was declined, and of leave that was given and taken back', async () => {
    const outbox = store();
    await outbox.add([
      anEntry('two', { state: 'approved', approval: { by: 'standing', at: 1, approval: asApprovalId('leave') } }),
    ]);
    await outbox.change(anEntry('two').id, to({ state: 'cancelled' }));
    const leave = anApproval('leave');
    await outbox.changeApproval(leave.id, () => leave);
    await outbox.changeApproval(leave.id, (known) => known && { ...known, used: 1 });
    await outbox.changeApproval(leave.id, (known) => known && { ...known, revokedAt: 5 });
    expect(told.map(({ kind, what, outcome }) => [kind, what, outcome])).toEqual([
      ['approval', 'write', 'done'],
      ['approval', 'write', 'refused'],
      ['approval', 'standing', 'done'],
      ['approval', 'revoked', 'done'],
    ]);
  });
});

describe('the meter of the network', () => {
  it('counts requests and bytes by host, and what fails', async () => {
    let stirred = 0;
    const answers = [new Response('grüße'), new Response('no', { status: 500 }), new Response(null, { status: 302 })];
    const meter = meterTraffic(
      async () => {
        const answer = answers.shift();
        if (answer === undefined) throw new TypeError('Failed to fetch');
        return answer;
      },
      () => (stirred += 1),
    );
    const first = await meter.fetch('https://api.notion.com/v1/search', { method: 'POST', body: 'köln' });
    expect(await first.text()).toBe('grüße');
    await (await meter.fetch('https://api.notion.com/v1/users/me')).text();
    expect((await meter.fetch('https://models.example:8443/v1/models')).status).toBe(302);
    await expect(meter.fetch('https://models.example:8443/v1/models')).rejects.toThrow(TypeError);
    expect(stirred).toBe(4);
    expect(meter.take()).toEqual([
      {
        kind: 'traffic',
        what: 'host',
        outcome: 'done',
        host: 'api.notion.com',
        requests: 2,
        failures: 1,
        bytesOut: 5,
        bytesIn: 9,
      },
      {
        kind: 'traffic',
        what: 'host',
        outcome: 'done',
        host: 'models.example:8443',
        requests: 2,
        failures: 1,
        bytesOut: 0,
        bytesIn: 0,
      },
    ]);
    expect(meter.take()).toEqual([]);
  });
});
