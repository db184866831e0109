import { beforeAll, describe, expect, it } from 'vitest';
import { createNotionClient } from '../../lib/adapters/notion/notion-client.ts';
import { factsOf } from '../../lib/base/failure.ts';
import { asConnectionId, asOutboxId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import { proposeLink } from '../../lib/flows/propose-link.ts';
import { proposeTasks } from '../../lib/flows/propose-tasks.ts';
import { proposeWriting } from '../../lib/flows/propose-writing.ts';
import { pullPage } from '../../lib/flows/pull.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { Particulars } from '../../lib/jobs/job.ts';
import type { NotionReader } from '../../lib/mirror/notion-reader.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { checkOperation } from '../../lib/outbox/check-operation.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import type { Proposal } from '../../lib/outbox/proposal.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import { aJob, anAnswer } from '../fixtures/memory-stores.ts';
import { openInProcess } from '../world/in-process.ts';

import { VirtualTime } from '../world/virtual-time.ts';
import { DATABASES, userId } from '../world/workspace/ids.ts';
import { loadSampleWorkspaces } from '../world/workspace/load.ts';

const NEVER = new AbortController().signal;
const FERNWAY = asConnectionId('fernway');
const READINESS = 'Glim 2 launch readiness';

let time: VirtualTime;
let reader: NotionReader;
let meeting: Page;
let columns: Awaited<ReturnType<NotionReader['columns']>>;

const asPage = (id: string): PageId => parsePageId(id) ?? expect.unreachable('no id');
const TASKS = asPage(DATABASES.Tasks.id);

beforeAll(async () => {
  time = new VirtualTime();
  const workspaces = loadSampleWorkspaces();
  const world = openInProcess({ clock: time, workspaces });
  world.budget.perMinute = 1_000_000;
  reader = createNotionClient({
    token: () => Promise.resolve(new Secret('ntn_fernway_full')),
    fetch: world.fetch,
    clock: time,
    chance: { id: () => 'id', unit: () => 0.5 },
    log: { info: () => {}, warn: () => {} },
    online: () => true,
    pace: { initial: createPace(1_000_000) },
  });
  const found = workspaces.flatMap(({ pages }) => pages).find(({ title }) => title === READINESS);
  const pageId = asPage(found?.id ?? '');
  meeting = await time.run(
    pullPage({ reader, clock: time, connection: FERNWAY, workspace: 'Fernway' }, { pageId }, NEVER),
  );
  columns = await time.run(reader.columns(DATABASES.Tasks.dataSourceId, NEVER));
});

/** What is proposed over an answer about the meeting, checked as the outbox checks it. */
function house(differs: Partial<Answer>, particulars?: Particulars, publishedAt?: string) {
  const entries: OutboxEntry[] = [];
  const answer = anAnswer('one', {
    pageId: meeting.id,
    pageTitle: meeting.title,
    pageUrl: meeting.url,
    citations: [],
    ...differs,
  });
  const ports = {
    answers: { get: async () => answer },
    jobs: {
      get: async () =>
        aJob('job', { input: { action: answer.action, length: 'short', ...(particulars && { particulars }) } }),
    },
    pages: { get: async (id: PageId) => (id === meeting.id ? meeting : undefined) },
    connected: async () => [FERNWAY],
    connections: async () => [{ id: FERNWAY, reader }],
    unfinished: async () => entries,
    publishedAt: async () => publishedAt,
    async propose(proposals: readonly Proposal[]) {
      const made = proposals.map(({ personOnly, id: _given, ...proposal }): OutboxEntry => {
        expect(personOnly).toBe(true);
        const rows = proposal.operation.kind === 'create' ? columns : undefined;
        return {
          ...proposal,
          operation: checkOperation(proposal.operation, proposal.origin, rows),
          id: asOutboxId(`entry ${entries.length}`),
          state: 'proposed',
          createdAt: 0,
          updatedAt: 0,
        };
      });
      entries.push(...made);
      return made.map(({ id }) => id);
    },
  };
  return { answer, ports, entries };
}

describe('tasks', () => {
  const data = {
    of: 'tasks',
    tasks: [
      { task: 'Foam on the line', owner: 'Anneke de Wit', due: '2026-11-25' },
      { task: 'Answer the shops', owner: 'Somebody Else' },
    ],
  } as const;

  it('become rows together, their columns found from the schema, with the way back to the page', async () => {
    const { answer, ports, entries } = house({ action: 'tasks', data });
    const { ids, database } = await time.run(proposeTasks(ports, answer.id, TASKS, NEVER));
    expect(ids).toHaveLength(2);
    expect(database).toEqual({ id: TASKS, title: 'Tasks' });
    expect(new Set(entries.map(({ origin }) => origin.batch)).size).toBe(1);
    const [foam, shops] = entries;
    expect(foam?.operation).toMatchObject({
      kind: 'create',
      parent: { kind: 'database', id: TASKS },
      title: 'Foam on the line',
      values: {
        Owner: { type: 'people', people: [userId('anneke')] },
        Due: { type: 'date', date: { start: '2026-11-25' } },
        Status: { type: 'status', option: 'Not started' },
      },
    });
    const content = shops?.operation.kind === 'create' ? shops.operation.content : [];
    expect(JSON.stringify(content)).toContain(meeting.url);
    expect(JSON.stringify(content)).toContain('Somebody Else');
    expect(shops?.operation).not.toHaveProperty('values.Owner');
  });

  it('are proposed once, however often they are asked for', async () => {
    const { answer, ports, entries } = house({ action: 'tasks', data });
    const first = await time.run(proposeTasks(ports, answer.id, TASKS, NEVER));
    const again = await time.run(proposeTasks(ports, answer.id, TASKS, NEVER));
    expect(again.ids).toEqual(first.ids);
    expect(entries).toHaveLength(2);
  });

  it('are not proposed where there are none', async () => {
    const { answer, ports } = house({ action: 'tasks', data: { of: 'tasks', tasks: [] } });
    const facts = await time.run(proposeTasks(ports, answer.id, TASKS, NEVER).catch(factsOf));
    expect(facts).toMatchObject({ code: 'no-page' });
  });
});

describe('what was written about selected words', () => {
  const writing = (selection: string): Particulars => ({ of: 'write', how: 'rewrite', selection });

  it('takes their place', async () => {
    const { answer, ports, entries } = house(
      { action: 'write', text: 'No adverts in Germany yet.\n' },
      writing('No paid adverts in Germany before that day.'),
    );
    await time.run(proposeWriting(ports, answer.id, 'replace', NEVER));
    expect(entries[0]?.operation).toEqual({
      kind: 'replace-text',
      page: meeting.id,
      edits: [{ before: 'No paid adverts in Germany before that day.', after: 'No adverts in Germany yet.' }],
    });
  });

  it('goes below them', async () => {
    const { answer, ports, entries } = house(
      { action: 'write', text: 'More.' },
      writing('No paid adverts in Germany before that day.'),
    );
    await time.run(proposeWriting(ports, answer.id, 'insert', NEVER));
    expect(entries[0]?.operation).toMatchObject({
      edits: [{ after: 'No paid adverts in Germany before that day.\nMore.' }],
    });
  });

  it('takes nobody’s place where the words are not to be told apart, and goes to the end of the page', async () => {
    const { answer, ports, entries } = house({ action: 'write', text: 'More.' }, writing('Owner'));
    const facts = await time.run(proposeWriting(ports, answer.id, 'replace', NEVER).catch(factsOf));
    expect(facts).toMatchObject({ code: 'write-invalid' });
    expect(entries).toEqual([]);
    await time.run(proposeWriting(ports, answer.id, 'insert', NEVER));
    expect(entries[0]?.operation).toMatchObject({ kind: 'append', page: meeting.id });
  });

  it('holds no address that was not read', async () => {
    const { answer, ports } = house(
      { action: 'write', text: 'See https://evil.example/?q=secret.' },
      writing('No paid adverts in Germany before that day.'),
    );
    const facts = await time.run(proposeWriting(ports, answer.id, 'replace', NEVER).catch(factsOf));
    expect(facts).toMatchObject({ code: 'write-address' });
  });
});

describe('a published brief', () => {
  const ADDRESS = 'https://app.notion.com/p/0123456789abcdef0123456789abcdef';

  it('is linked by a comment where the row has no property for it', async () => {
    const { answer, ports, entries } = house({ action: 'brief' }, undefined, ADDRESS);
    await time.run(proposeLink(ports, answer.id, NEVER));
    expect(entries[0]?.operation).toEqual({ kind: 'comment', page: meeting.id, text: `Brief: ${ADDRESS}` });
  });

  it('is not linked before it is published', async () => {
    const { answer, ports } = house({ action: 'brief' });
    const facts = await time.run(proposeLink(ports, answer.id, NEVER).catch(factsOf));
    expect(facts).toMatchObject({ code: 'no-page' });
  });
});
