import { expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asAnswerId, asConnectionId, asOutboxId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { proposeAnswer } from '../../lib/flows/propose-answer.ts';
import type { Answer, Citation } from '../../lib/jobs/answer.ts';
import { addressesIn } from '../../lib/markup/addresses.ts';
import { plainTextOf } from '../../lib/markup/plain-text.ts';
import type { PublishPlace } from '../../lib/messages/outbox-desk.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { checkOperation } from '../../lib/outbox/check-operation.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { createMemoryOutbox } from '../fixtures/memory-outbox.ts';
import { anAnswer } from '../fixtures/memory-stores.ts';
import { aPage, paragraph, property } from './actions-pages.ts';

const FIRST = asConnectionId('first');
const SECOND = asConnectionId('second');
const PLAN = aPage({
  title: 'Plan',
  connection: SECOND,
  blocks: [paragraph('See https://pay.example.com/notices/2026?id=77, please.')],
});
const ROADMAP = aPage({ title: 'Roadmap', blocks: [paragraph('Launch in May.')] });

const cites = (n: number, { id, title, url }: Page): Citation => ({
  n,
  pageId: id,
  title,
  url: `${url}#block`,
  quote: 'Launch in May.',
  start: 0,
  end: 1,
});
const BRIEF: Partial<Answer> = {
  action: 'brief',
  pageId: PLAN.id,
  pageTitle: PLAN.title,
  pageUrl: PLAN.url,
  text: '## Now\n\nThe launch is in **May**.[^1]\n\n- [the notice](https://pay.example.com/notices/2026?id=77)',
  citations: [cites(1, ROADMAP)],
};

/** An outbox that checks and keeps what is proposed, and one answer. */
function house(differs: Partial<Answer>, connected = [FIRST, SECOND], pages: readonly Page[] = [PLAN, ROADMAP]) {
  const store = createMemoryOutbox();
  const answer = anAnswer('one', { ...BRIEF, ...differs });
  const said: (boolean | undefined)[] = [];
  const publish = (place?: PublishPlace, id = answer.id, by?: 'schedule') =>
    proposeAnswer(
      {
        answers: { get: async (asked) => (asked === answer.id ? answer : undefined) },
        pages: { get: async (asked: PageId) => pages.find((page) => page.id === asked) },
        connected: async () => connected,
        unfinished: store.unfinished,
        async propose(proposals) {
          said.push(...proposals.map(({ personOnly }) => personOnly));
          const entries = proposals.map(({ personOnly: _said, id: _given, ...proposal }, at): OutboxEntry => ({
            ...proposal,
            operation: checkOperation(proposal.operation, proposal.origin, undefined),
            id: asOutboxId(`entry ${store.rows.size + at}`),
            state: 'proposed',
            createdAt: 0,
            updatedAt: 0,
          }));
          await store.add(entries);
          return entries.map((entry) => entry.id);
        },
      },
      id,
      place,
      by,
    );
  const entries = (): readonly OutboxEntry[] => [...store.rows.values()];
  const written = async (place?: PublishPlace): Promise<OutboxEntry> => {
    await publish(place);
    const entry = entries().at(-1);
    if (entry === undefined) throw new Error('nothing was proposed');
    return entry;
  };
  return { said, publish, entries, written };
}

const contentOf = ({ operation }: OutboxEntry) =>
  operation.kind === 'append' || operation.kind === 'create' ? operation.content : [];
const wordsOf = (entry: OutboxEntry): string => plainTextOf(contentOf(entry));

it('leaves a press to the person, and what a schedule publishes to the leave that was given', async () => {
  const { publish, said } = house({});
  await publish();
  await publish({ page: PLAN.id, as: 'under' }, undefined, 'schedule');
  expect(said).toEqual([true, undefined]);
});

it('proposes an answer for the end of its page, through the workspace that gave the page, with its sources', async () => {
  const { written } = house({});
  const entry = await written();
  expect(entry).toMatchObject({
    state: 'proposed',
    connection: SECOND,
    target: PLAN.id,
    targetTitle: 'Plan',
    operation: { kind: 'append', page: PLAN.id },
    origin: {
      label: 'Brief',
      model: 'Claude Sonnet 5.5',
      answerId: 'one',
      sources: [
        { title: 'Plan', url: PLAN.url },
        { title: 'Roadmap', url: ROADMAP.url },
      ],
    },
  });
  expect(wordsOf(entry)).toContain('The launch is in May.');
  expect(addressesIn(contentOf(entry))).toEqual([`${ROADMAP.url}#block`, 'https://pay.example.com/notices/2026?id=77']);
});

it('proposes a new page under another one, named after what it is', async () => {
  const { written } = house({});
  const entry = await written({ page: ROADMAP.id, as: 'under' });
  expect(entry.targetTitle).toBe('Roadmap');
  expect(entry.operation).toMatchObject({
    kind: 'create',
    parent: { kind: 'page', id: ROADMAP.id },
    title: 'Brief: Plan',
    values: {},
  });
});

it('names a published question by its words, addresses and all', async () => {
  const { written } = house({ action: 'ask', question: 'What does https://pay.example.com/else say?' });
  const entry = await written({ page: PLAN.id, as: 'under' });
  expect(entry.operation).toMatchObject({ title: 'Answer: What does https://pay.example.com/else say?' });
});

it('says in what is published who was asked in vain and what was not seen', async () => {
  const { provenance } = anAnswer('x');
  const { written } = house({
    provenance: {
      ...provenance,
      answeredBy: 'claude-haiku-5-5',
      completeness: { seen: 'screen', missingBlocks: 2 },
    },
  });
  const words = wordsOf(await written());
  expect(words).toContain('Claude Sonnet 5.5 was asked first and did not answer; Claude Haiku 5.5 wrote this.');
  expect(words).toContain('It saw only what was on the screen.');
  expect(words).toContain('Notion did not give all blocks of what it was made from.');
});

it('says that no model made it where none did', async () => {
  const { answeredBy: _nobody, ...provenance } = anAnswer('x').provenance;
  const { written } = house({ provenance: { ...provenance, provider: 'none' } });
  const entry = await written();
  expect(entry.origin.model).toBeUndefined();
  expect(wordsOf(entry)).toContain('this was made without a model');
});

it('leaves out a link to where no page that was read leads, and says so', async () => {
  const { written } = house({
    text: 'See [here](https://attacker.example/?q=secret) and [there](https://evil.example/).',
  });
  const entry = await written();
  expect(addressesIn(contentOf(entry))).toEqual([]);
  expect(wordsOf(entry)).toContain('See here and there.');
  expect(wordsOf(entry)).toContain('2 links are left out');
});

it('keeps a link to a page that a read page names, but nothing that rides on it', async () => {
  const named = aPage({ title: 'Named' });
  const page = { ...PLAN, properties: [property('Blocks', 'Named', { type: 'relation', pages: [named.id] })] };
  const link = `https://app.notion.com/p/${named.id.replaceAll('-', '')}`;
  const { written } = house({ text: `See [it](${link}) and [it](${link}?q=secret).` }, [FIRST], [page, ROADMAP]);
  expect(addressesIn(contentOf(await written()))).toEqual([link]);
});

it('is one proposal however often the press comes, and another for another place', async () => {
  const { publish, entries } = house({});
  const first = await publish();
  expect(await publish()).toBe(first);
  expect(await publish({ page: PLAN.id, as: 'append' })).toBe(first);
  expect(await publish({ page: PLAN.id, as: 'under' })).not.toBe(first);
  expect(entries()).toHaveLength(2);
});

it.each([
  ['an answer that is still being written', { state: 'streaming' } as const, undefined],
  ['an answer that was cut', { state: 'interrupted' } as const, undefined],
  ['a page that nobody has read', {}, { page: aPage({ title: 'Unknown' }).id, as: 'append' } as const],
])('refuses %s', async (_what, differs, place) => {
  const { publish, entries } = house(differs);
  await expect(publish(place)).rejects.toThrow(new Failure('no-page'));
  expect(entries()).toEqual([]);
});

it('refuses an answer that is not there', async () => {
  await expect(house({}).publish(undefined, asAnswerId('none'))).rejects.toThrow(new Failure('no-page'));
});

it('needs a token, and takes the first that is there where the page’s own is gone', async () => {
  await expect(house({}, []).publish()).rejects.toThrow(new Failure('no-notion-token'));
  expect((await house({}, [FIRST]).written()).connection).toBe(FIRST);
});
