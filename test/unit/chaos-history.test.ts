import { describe, expect, it } from 'vitest';
import { checkHistory } from '../chaos/check-history.ts';
import type { History } from '../chaos/history.ts';
import { asAnswerId, asConversationId, asJobId, asMessageId } from '../../lib/base/ids.ts';
import type { Answer, TrailStep } from '../../lib/jobs/answer.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { anAnswer, aJob } from '../fixtures/memory-stores.ts';

const WORDS = 'Who owns it (q1x1)?';
const MODEL = 'claude-sonnet-5-5';
const STEP: TrailStep = { model: MODEL, startedAt: 10, endedAt: 20, outcome: 'answered', requestId: 'req' };
const asked = (differs: Partial<Job> = {}): Job =>
  aJob('one', {
    input: { action: 'ask', length: 'medium', question: WORDS },
    state: 'done',
    answerId: asAnswerId('answer'),
    ...differs,
  });
const written = (differs: Partial<Answer> = {}, trail: readonly TrailStep[] = [STEP]): Answer => {
  const answer = anAnswer('answer', { jobId: asJobId('one'), text: 'Mara owns it.', startedAt: 10, updatedAt: 20 });
  return { ...answer, provenance: { ...answer.provenance, trail }, ...differs };
};

/** One question, asked and answered as it should be. */
const GOOD: History = {
  accepted: [{ jobId: asJobId('one'), how: 'asked', words: WORDS }],
  said: new Map(),
  knocks: [{ at: 12, shownAt: 12, life: 1, model: MODEL, token: 'q1x1', earlier: [], requestId: 'req', endedAt: 20 }],
  heard: [{ life: 1, token: 'q1x1', text: 'Mara owns it.', torn: false }],
  states: [
    { jobId: asJobId('one'), state: 'running', at: 10 },
    { jobId: asJobId('one'), state: 'done', at: 20 },
  ],
  tokens: new Map([[asJobId('one'), new Set(['q1x1'])]]),
  composed: new Map([['req', 'Mara owns it.']]),
  deaths: [],
  jumped: false,
  jobs: [asked()],
  answers: [written()],
  messages: [],
  troubles: [],
};

const turn = (id: string, role: 'user' | 'assistant', differs: object) => ({
  id: asMessageId(id),
  conversationId: asConversationId('talk'),
  role,
  text: '',
  createdAt: 0,
  ...differs,
});

const BROKEN: readonly (readonly [string, Partial<History>, RegExp])[] = [
  ['a question that is gone', { jobs: [] }, /is gone/],
  ['a question that nobody works on', { jobs: [asked({ state: 'running' })] }, /although everybody rests/],
  ['a failure without a cause', { jobs: [asked({ state: 'failed' })] }, /without a cause/],
  ['a failure of ours', { jobs: [asked({ state: 'failed', failure: { code: 'bug' } })] }, /of a bug/],
  ['a wait for nothing', { jobs: [asked({ state: 'waiting' })] }, /waits for nothing/],
  ['an end without an answer', { answers: [] }, /without an answer/],
  [
    'other words than were typed',
    { jobs: [asked({ input: { action: 'ask', length: 'medium', question: 'Who (q1x1)?' } })] },
    /keeps/,
  ],
  ['a message that is gone', { said: new Map([[asMessageId('m'), WORDS]]) }, /message/],
  ['words that were received and lost', { answers: [written({ state: 'interrupted', text: 'Mara' })] }, /received/],
  ['two answers to one question', { answers: [written(), written({ id: asAnswerId('second') })] }, /answered 2/],
  ['a step that nobody saw', { knocks: [] }, /nobody saw/],
  ['an answer under another name', { answers: [written({}, [{ ...STEP, model: 'claude-haiku-5-5' }])] }, /haiku/],
  [
    'a request that is not told',
    {
      knocks: [{ at: 11, shownAt: 11, life: 1, model: MODEL, token: 'q1x1', earlier: [] }, ...GOOD.knocks],
    },
    /the door saw 2/,
  ],
  ['words that its model did not say', { composed: new Map([['req', 'Jonas owns it.']]) }, /other words/],
  ['a trouble that was seen on the way', { troubles: ['words became less'] }, /became less/],
  [
    'a turn asked before the turn before it',
    {
      messages: [
        turn('a', 'user', {}),
        turn('b', 'assistant', { parentId: asMessageId('a'), jobId: asJobId('first') }),
        turn('c', 'user', { parentId: asMessageId('b') }),
        turn('d', 'assistant', { parentId: asMessageId('c'), jobId: asJobId('one') }),
      ],
      states: [{ jobId: asJobId('first'), state: 'waiting', at: 5 }],
    },
    /while first was waiting/,
  ],
];

describe('the checker of histories', () => {
  it('has nothing to say of a history that kept every promise', () => {
    expect(checkHistory(GOOD)).toEqual([]);
  });

  it.each(BROKEN)('tells %s', (_what, differs, words) => {
    expect(checkHistory({ ...GOOD, ...differs }).join('\n')).toMatch(words);
  });

  it('asks of a door at the service itself only what can have reached it', () => {
    const lost: TrailStep = { model: MODEL, startedAt: 2, endedAt: 4, outcome: { code: 'claude-unreachable' } };
    const answers = [written({ updatedAt: 900 }, [lost, { ...STEP, endedAt: 700 }])];
    const late = GOOD.knocks.map((knock) => ({ ...knock, at: 800, shownAt: 800 }));
    expect(checkHistory({ ...GOOD, answers, knocks: late, atService: true })).toEqual([]);
    expect(checkHistory({ ...GOOD, answers, knocks: late })).toHaveLength(2);
    expect(checkHistory({ ...GOOD, answers, knocks: [], atService: true }).join('\n')).toMatch(/nobody saw/);
  });

  it('counts what a browser sent once more by itself as one request', () => {
    const [knock] = GOOD.knocks;
    const knocks = knock === undefined ? [] : [knock, { ...knock, isRepeat: true }];
    expect(checkHistory({ ...GOOD, knocks })).toEqual([]);
  });
});
