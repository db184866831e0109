import { describe, expect, it } from 'vitest';
import { asOutboxId } from '../../lib/base/ids.ts';
import type { OutboxId } from '../../lib/base/ids.ts';
import { shownHash } from '../../lib/outbox/proposal.ts';
import type { Operation } from '../../lib/outbox/operation.ts';
import { aParagraph, pageId } from '../fixtures/an-entry.ts';
import { CONNECTION, OutboxWorld } from '../fixtures/outbox-world.ts';

const HOUR = 3_600_000;

/** A world with one page that has a property and a text, and what is asked about it. */
function open() {
  const world = new OutboxWorld();
  const page = world.notion.seed('Plan', {
    values: { Points: { type: 'number', number: 1 } },
    markdown: 'Title\n\nWe ship in May.\n\nOwner: Mara',
  });
  const entry = (id: OutboxId | undefined) => world.store.rows.get(id ?? '');
  const send = async (operation: Operation): Promise<OutboxId | undefined> => {
    const id = await world.propose(operation, page.id);
    if (id !== undefined) await world.approve(id);
    await world.time.advance(5_000);
    return id;
  };
  const points = (number: number): Operation => ({
    kind: 'set-properties',
    page: page.id,
    values: { Points: { type: 'number', number } },
  });
  const append = (text: string): Operation => ({ kind: 'append', page: page.id, content: [aParagraph(text)] });
  const ship: Operation = { kind: 'replace-text', page: page.id, edits: [{ before: 'in May', after: 'in June' }] };
  return { world, page, entry, send, points, append, ship };
}

describe('the outbox', () => {
  it('writes nothing before somebody approves exactly what was shown', async () => {
    const { world, page, entry, append } = open();
    const id = await world.propose(append('hello'), page.id);
    await world.time.advance(HOUR);
    expect([entry(id)?.state, world.line.requests]).toEqual(['proposed', 0]);
    const other = world.outbox.approve(id ?? asOutboxId('nobody'), shownHash(append('bye')));
    await expect(other).rejects.toMatchObject({ facts: { code: 'write-conflict' } });
    expect(entry(id)?.state).toBe('proposed');
  });

  it('shows what somebody else made of a property, and sets it only when asked anew', async () => {
    const { world, page, entry, points } = open();
    const id = await world.propose(points(7), page.id);
    page.values = { Points: { type: 'number', number: 3 } };
    if (id === undefined) throw new Error('not proposed');
    await world.approve(id);
    await world.time.advance(5_000);
    expect(entry(id)).toMatchObject({ state: 'conflicted', found: { values: { Points: { number: 3 } } } });
    await world.asks((outbox) => outbox.settle(id, 'mine'));
    expect(entry(id)).toMatchObject({ state: 'proposed', base: { values: { Points: { number: 3 } } } });
    await world.approve(id);
    await world.time.advance(5_000);
    expect([entry(id)?.state, page.values]).toEqual(['audited', { Points: { type: 'number', number: 7 } }]);
    await world.asks((outbox) => outbox.undo(id));
    await world.time.advance(5_000);
    expect([entry(id)?.state, page.values]).toEqual(['undone', { Points: { type: 'number', number: 3 } }]);
  });

  it('changes a passage, and takes it back unless somebody has changed it since', async () => {
    const { world, page, entry, send, ship } = open();
    const first = await send(ship);
    expect([entry(first)?.state, page.markdown]).toEqual(['audited', 'Title\n\nWe ship in June.\n\nOwner: Mara']);
    page.markdown = page.markdown.replace('June', 'July');
    await world.asks((outbox) => outbox.undo(first ?? asOutboxId('nobody')));
    await world.time.advance(5_000);
    expect(entry(first)).toMatchObject({ state: 'done', failure: { code: 'undo-edited' } });
    page.markdown = page.markdown.replace('July', 'June');
    await world.asks((outbox) => outbox.undo(first ?? asOutboxId('nobody')));
    await world.time.advance(5_000);
    expect([entry(first)?.state, page.markdown]).toEqual(['undone', 'Title\n\nWe ship in May.\n\nOwner: Mara']);
  });

  it('leaves Notion as it is when the person says so', async () => {
    const { world, page, entry, ship } = open();
    const id = await world.propose(ship, page.id);
    page.markdown = page.markdown.replace('in May', 'in July');
    if (id === undefined) throw new Error('not proposed');
    await world.approve(id);
    await world.time.advance(5_000);
    expect(entry(id)?.state).toBe('conflicted');
    await world.asks((outbox) => outbox.settle(id, 'theirs'));
    await world.time.advance(HOUR);
    expect([entry(id)?.state, page.markdown.includes('July')]).toEqual(['cancelled', true]);
  });

  it('goes by leave that was given once, counts it, and asks again when it is taken back', async () => {
    const { world, page, entry, append } = open();
    const leave = {
      connection: CONNECTION,
      target: page.id,
      targetTitle: 'Plan',
      kinds: ['append'],
      most: 1,
      purpose: 'Report',
      expiresAt: world.time.now() + 24 * HOUR,
    } as const;
    await world.asks((outbox) => outbox.allow(leave));
    const first = await world.propose(append('one'), page.id);
    const second = await world.propose(append('two'), page.id);
    await world.time.advance(5_000);
    expect([entry(first)?.state, entry(second)?.state]).toEqual(['audited', 'proposed']);
    world.line.online = false;
    await world.asks((outbox) => outbox.allow(leave));
    const third = await world.propose(append('three'), page.id);
    expect(entry(third)?.approval?.by).toBe('standing');
    for (const { id } of await world.store.approvals()) await world.asks((outbox) => outbox.revoke(id));
    world.line.online = true;
    await world.asks((outbox) => outbox.recover());
    await world.time.advance(HOUR);
    expect(entry(third)).toMatchObject({ state: 'proposed', failure: { code: 'approval-ended' } });
  });

  it('goes by leave for the rows of a database only where Notion says that it is one of them', async () => {
    const { world, page, entry, points } = open();
    const database = pageId('d');
    await world.asks((outbox) =>
      outbox.allow({
        connection: CONNECTION,
        target: database,
        targetTitle: 'Tasks',
        rows: true,
        kinds: ['set-properties'],
        properties: ['Points'],
        most: 5,
        purpose: 'Summaries',
        expiresAt: world.time.now() + 24 * HOUR,
      }),
    );
    const claimed = await world.propose(points(2), page.id, { rowOf: database });
    world.databases.set(page.id, database);
    const unclaimed = await world.propose(points(3), page.id);
    const own = await world.propose(points(5), page.id, { rowOf: database, personOnly: true });
    expect([claimed, unclaimed, own].map((id) => entry(id)?.state)).toEqual(['proposed', 'proposed', 'proposed']);
    const row = await world.propose(points(4), page.id, { rowOf: database });
    await world.time.advance(5_000);
    expect(entry(row)).toMatchObject({ state: 'audited', approval: { by: 'standing' } });
  });

  it('waits as long as Notion asks, through the death of the worker', async () => {
    const { world, entry, send, append } = open();
    world.line.fates.push({ kind: 'limited', seconds: 600 });
    const id = await send(append('hello'));
    expect(entry(id)).toMatchObject({ state: 'approved', failure: { code: 'notion-rate-limited' } });
    await world.kill(1, 60_000);
    await world.time.advance(500_000);
    expect([world.line.requests, world.line.intrusions]).toEqual([1, 0]);
    await world.time.advance(100_000);
    expect([entry(id)?.state, world.line.intrusions]).toEqual(['audited', 0]);
  });

  it('keeps what is approved until the device is online', async () => {
    const { world, entry, send, append } = open();
    world.line.online = false;
    const id = await send(append('hello'));
    expect([entry(id)?.failure?.code, world.line.requests]).toEqual(['offline', 0]);
    world.line.online = true;
    await world.asks((outbox) => outbox.recover());
    await world.time.advance(5_000);
    expect(entry(id)?.state).toBe('audited');
  });

  it('refuses to undo what somebody has written into', async () => {
    const { world, entry, send, append } = open();
    const id = await send(append('hello'));
    const container = entry(id)?.sent?.container ?? '';
    world.notion.add(container, aParagraph('a note of mine'));
    await world.asks((outbox) => outbox.undo(id ?? asOutboxId('nobody')));
    await world.time.advance(5_000);
    expect(entry(id)).toMatchObject({ state: 'done', failure: { code: 'undo-edited' } });
    expect(world.notion.removed).toEqual([]);
  });

  it.each([100, 40_000])('leaves one of what a browser sent twice by itself, %d ms apart', async (ms) => {
    const { world, page, entry, send, append } = open();
    world.line.fates.push({ kind: 'twice', ms });
    const id = await send(append('hello'));
    expect(entry(id)?.state).toBe('audited');
    await world.time.advance(HOUR);
    expect(entry(id)?.state).toBe('done');
    expect(world.notion.children(page.id)).toHaveLength(1);
  });
});
