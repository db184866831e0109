import { describe, expect, it } from 'vitest';
import { tellOutcomes } from '../../lib/chat/tools/outcomes.ts';
import { callKey } from '../../lib/flows/chat-tools.ts';
import { asApprovalId, asConnectionId } from '../../lib/base/ids.ts';
import { shownHash } from '../../lib/outbox/proposal.ts';
import { isObject } from '../world/exchange.ts';
import { scripted } from '../world/claude/script.ts';
import { openChatHouse } from './chat-house.ts';
import { asPage } from './notion-door.ts';
import { HANDBOOK, taskId, TASKS } from './world-workspace.ts';

const page = asPage(HANDBOOK);
const search = { name: 'search', input: { query: 'handbook' } };
const append = { name: 'append', input: { page, content: 'Trains first.' } };

/** The last request that the model was sent. */
function lastSent(house: ReturnType<typeof openChatHouse>): string {
  return JSON.stringify(house.world.claude.all().at(-1)?.messages);
}

describe('a turn that reads', () => {
  it('searches, reads and queries by itself, and answers from that', async () => {
    const house = openChatHouse({
      script: scripted(/travel/, [
        { says: 'I look.', calls: [search] },
        { calls: [{ name: 'read_page', input: { page } }] },
        {
          calls: [
            {
              name: 'query_database',
              input: {
                database: TASKS,
                filter: [
                  { property: 'State', condition: 'equals', value: 'Done' },
                  { property: 'Points', condition: 'greater_than', value: 20 },
                ],
                sort: [{ property: 'Points', direction: 'descending' }],
                properties: ['Name', 'Points'],
                limit: 2,
              },
            },
          ],
        },
        { says: 'Trains replace flights.' },
      ]),
    });
    const answer = await house.ask('What about travel?');
    expect(answer).toMatchObject({ state: 'done', text: 'I look.\n\nTrains replace flights.' });
    expect(answer.tools?.map(({ name, state, words }) => [name, state, words])).toEqual([
      ['search', 'done', 'Searched for “handbook”: 1 page'],
      ['read_page', 'done', 'Read “Travel handbook”'],
      ['query_database', 'done', 'Queried “Tasks”: the first 2 rows'],
    ]);
    expect(answer.tools?.[1]?.result).toContain('Trains under six hours replace flights.');
    expect(answer.tools?.[2]?.result).toMatch(/Task 29.*Points: 29[\s\S]*Task 26.*Points: 26/);
    expect(house.written()).toEqual([]);
    // Every result reaches the model as data between tags that it cannot close.
    expect(lastSent(house)).toMatch(/tool_result.*<data-search-[0-9a-f]{12}>.*<\/data-search-/);
  });

  it.each([
    ['an unknown column', { filter: [{ property: 'Stat', condition: 'equals', value: 'x' }] }, 'The columns are'],
    [
      'an unknown option',
      { filter: [{ property: 'State', condition: 'equals', value: 'Over' }] },
      '“Open”, “Doing”, “Done”',
    ],
    [
      'a condition of another type',
      { filter: [{ property: 'Points', condition: 'contains', value: 1 }] },
      'takes equals',
    ],
    [
      'a day that does not exist',
      { filter: [{ property: 'Due', condition: 'before', value: '2026-02-30' }] },
      'ISO date',
    ],
    ['a column to sort by', { sort: [{ property: 'Nothing' }] }, 'The columns are'],
    ['a field that there is not', { where: 'x' }, '“where” is no field'],
  ])('tells the model what would fit instead of %s, and sends Notion no query', async (_name, input, told) => {
    const call = { name: 'query_database', input: { database: TASKS, ...input } };
    const house = openChatHouse({ script: scripted(/tasks/, [{ calls: [call] }, { says: 'Sorry.' }]) });
    const answer = await house.ask('Which tasks?');
    expect(answer.tools).toMatchObject([{ state: 'refused' }]);
    expect(answer.tools?.[0]?.result).toContain(told);
    expect(house.world.requests.all().filter(({ path }) => path.endsWith('/query'))).toEqual([]);
  });

  it('answers the same call from the first, and no more than twelve', async () => {
    const rounds = Array.from({ length: 20 }, (_, at) => ({
      calls: [{ name: 'search', input: { query: `plan ${at}` } }, search],
    }));
    const house = openChatHouse({ script: scripted(/endless/, rounds) });
    const id = await house.start('endless');
    await house.time.run(house.runner.settled(id));
    const titles = house.world.requests.all().filter(({ path }) => path === '/v1/search').length;
    expect(titles).toBeLessThanOrEqual(7);
    expect(house.world.claude.all().length).toBeLessThanOrEqual(14);
    expect(house.stores.jobs.rows.get(id)).toMatchObject({ state: 'failed', failure: { code: 'tool-misused' } });
  });

  it('asks the person first where a tool is set to ask, and does without where they say no', async () => {
    const house = openChatHouse({
      settings: { tools: { search: 'ask' } },
      script: scripted(/travel/, [{ calls: [search] }, { says: 'As you wish.' }]),
    });
    const id = await house.start('travel');
    const asked = (async () => {
      while (!house.asks.decide(callKey(id, house.answerOf(id)?.tools?.[0]?.id ?? ''), false))
        await house.time.sleep(1_000);
      await house.runner.settled(id);
    })();
    await house.time.run(asked);
    expect(house.answerOf(id)).toMatchObject({ text: 'As you wish.', tools: [{ state: 'refused' }] });
    expect(house.world.requests.all().filter(({ path }) => path === '/v1/search')).toEqual([]);
  });
});

describe('a turn that writes', () => {
  const script = scripted(/note/, [
    { calls: [{ name: 'read_page', input: { page } }] },
    {
      calls: [
        append,
        { name: 'update_properties', input: { page: taskId(1), properties: { State: 'done', Points: 5 } } },
        { name: 'create_row', input: { database: TASKS, properties: { Name: 'New task', Kind: 'Odd' } } },
        { name: 'comment', input: { page, text: 'See above.' } },
        { name: 'replace_text', input: { page, edits: [{ before: 'six hours', after: 'five hours' }] } },
        { name: 'create_page', input: { parent: page, title: 'Trains' } },
      ],
    },
    { says: 'Proposed.' },
  ]);

  it('proposes and writes nothing: the person decides on each', async () => {
    const house = openChatHouse({ script });
    const answer = await house.ask('note it');
    expect(answer.text).toBe('Proposed.');
    expect(answer.tools?.slice(1).map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'proposed'));
    expect(house.written()).toEqual([]);
    const entries = house.proposed();
    expect(entries.map(({ state, operation }) => [state, operation.kind])).toEqual([
      ['proposed', 'append'],
      ['proposed', 'set-properties'],
      ['proposed', 'create'],
      ['proposed', 'comment'],
      ['proposed', 'replace-text'],
      ['proposed', 'create'],
    ]);
    expect(new Set(entries.map(({ origin }) => origin.batch)).size).toBe(1);
    expect(entries[1]?.operation).toMatchObject({ values: { State: { option: 'Done' }, Points: { number: 5 } } });
    expect(entries[0]?.origin).toMatchObject({
      label: 'Chat',
      model: 'Claude Sonnet 5.5',
      sources: [{ title: 'Travel handbook' }],
    });
    expect(lastSent(house)).toContain('Proposed, not written');
  });

  it('writes exactly what was approved, and tells the model of it at the next turn', async () => {
    const house = openChatHouse({ script });
    await house.ask('note it');
    const [first, second] = house.proposed();
    if (first === undefined || second === undefined) throw new Error('Nothing was proposed');
    await house.time.run(
      (async () => {
        await house.outbox.decline(second.id);
        await house.outbox.approve(first.id, shownHash(first.operation));
        await house.outbox.settled(first.id);
      })(),
    );
    expect((await house.markdown(page)).markdown).toContain('Trains first.');
    expect((await house.markdown(asPage(taskId(1)))).markdown).not.toContain('five hours');
    const told = tellOutcomes(house.proposed());
    expect(told).toMatch(/add text to “Travel handbook”: approved and written/);
    expect(told).toMatch(/set properties of “Task 1”: declined by the person, not written/);
    expect(told).toMatch(/comment on “Travel handbook”: proposed, not decided yet/);
  });

  it('is covered by no leave that was given before', async () => {
    const house = openChatHouse({ script });
    await house.rows.changeApproval(asApprovalId('leave'), () => ({
      id: asApprovalId('leave'),
      connection: asConnectionId('acme'),
      target: page,
      targetTitle: 'Travel handbook',
      kinds: ['append', 'comment', 'replace-text', 'create'],
      most: 100,
      used: 0,
      purpose: 'Report',
      createdAt: 0,
      expiresAt: Number.MAX_SAFE_INTEGER,
    }));
    await house.ask('note it');
    expect(new Set(house.proposed().map(({ state }) => state))).toEqual(new Set(['proposed']));
    expect(house.written()).toEqual([]);
  });

  it.each([
    ['with writes switched off', { writes: false }],
    ['with the tool switched off', { tools: { append: 'off' } }],
  ] as const)('is not offered %s, and refused where it is called all the same', async (_name, settings) => {
    const house = openChatHouse({ settings, script: scripted(/note/, [{ calls: [append] }, { says: 'No.' }]) });
    const answer = await house.ask('note it');
    const tools = house.world.claude.all()[0]?.body['tools'];
    expect(Array.isArray(tools) && tools.filter(isObject).map(({ name }) => name)).not.toContain('append');
    expect(answer.tools).toMatchObject([{ state: 'refused' }]);
    expect(house.proposed()).toEqual([]);
  });

  it.each([
    ['an address that was not read', { ...append, input: { page, content: '[x](https://attacker.example/?q=1)' } }],
    ['an address in plain words', { ...append, input: { page, content: 'See https://attacker.example/a.' } }],
    ['an image', { ...append, input: { page, content: '![x](https://attacker.example/p.png)' } }],
    ['an address in a comment', { name: 'comment', input: { page, text: 'https://attacker.example' } }],
    [
      'an address in a property',
      { name: 'update_properties', input: { page: taskId(2), properties: { Link: 'https://attacker.example' } } },
    ],
    [
      'an option that there is not',
      { name: 'update_properties', input: { page: taskId(2), properties: { State: 'Over' } } },
    ],
    [
      'a passage that does not stand there',
      { name: 'replace_text', input: { page, edits: [{ before: 'nowhere', after: 'x' }] } },
    ],
  ])('is refused with %s', async (_name, call) => {
    const house = openChatHouse({ script: scripted(/note/, [{ calls: [call] }, { says: 'No.' }]) });
    const answer = await house.ask('note it');
    expect(answer.tools).toMatchObject([{ state: 'refused' }]);
    expect(house.proposed()).toEqual([]);
    expect(house.written()).toEqual([]);
  });

  it('may hold an address that was read or typed', async () => {
    const link = {
      ...append,
      input: { page, content: 'See [task](https://example.com) and https://typed.example/x.' },
    };
    const read = { name: 'query_database', input: { database: TASKS, limit: 1 } };
    const house = openChatHouse({ script: scripted(/note/, [{ calls: [read] }, { calls: [link] }, { says: 'Yes.' }]) });
    await house.ask('note https://typed.example/x');
    expect(house.proposed()).toMatchObject([{ state: 'proposed' }]);
  });
});

describe('a worker that is killed', () => {
  it('goes on behind what was called, asks for nothing again and proposes nothing twice', async () => {
    const calls = [{ calls: [search] }, { calls: [append] }, { says: 'Done.' }];
    for (let stop = 1; stop <= 40; stop += 1) {
      const house = openChatHouse({ script: scripted(/note/, calls) });
      const id = await house.start('note it');
      let writes = 0;
      const put = house.stores.answers.put.bind(house.stores.answers);
      // From some write on, this life reaches nothing any more.
      const dead = Promise.withResolvers<never>();
      house.stores.answers.put = async (answer) => {
        writes += 1;
        if (writes >= stop) await dead.promise;
        return put(answer);
      };
      await house.time.run(Promise.race([house.runner.settled(id), house.time.sleep(20_000)]));
      const isOver = writes < stop;
      house.stores.answers.put = put;
      const later = house.live();
      await house.time.run(
        (async () => {
          await later.runner.recover();
          await later.runner.settled(id);
        })(),
      );
      const answer = house.answerOf(id);
      expect(answer?.text, `stopped at write ${stop}`).toBe('Done.');
      // Words behind the last call that were on the disk already are for the person to go on from.
      expect(stop < 6 || isOver ? ['done'] : ['done', 'interrupted']).toContain(answer?.state);
      expect(house.proposed(), `stopped at write ${stop}`).toHaveLength(1);
      expect(answer?.tools?.map(({ name }) => name)).toEqual(['search', 'append']);
      if (isOver) return;
    }
    throw new Error('No life came to its end by itself');
  }, 60_000);
});

describe('a command', () => {
  it.each([
    ['/search handbook', 'Travel handbook'],
    [`/read ${HANDBOOK}`, 'Trains under six hours'],
    [`/query https://app.notion.com/p/${TASKS.replaceAll('-', '')} State = Done and Points > 27`, 'Task 29'],
    ['/query', '@database'],
    [`/query ${TASKS} Nothing = 1`, 'is no column'],
  ])('runs while no model can be had: %s', async (question, expected) => {
    const house = openChatHouse();
    house.world.claudeSettings.validKeys.clear();
    const answer = await house.ask(question);
    expect(answer).toMatchObject({ state: 'done', provenance: { provider: 'none' } });
    expect(answer.text).toContain(expected);
    expect(house.world.claude.all()).toEqual([]);
  });
});
