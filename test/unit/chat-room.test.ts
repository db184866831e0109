import { describe, expect, it } from 'vitest';
import { roomWarning, roomWords } from '../../components/side-panel/room-words.ts';
import { asConversationId, asJobId, asMessageId } from '../../lib/base/ids.ts';
import type { Message } from '../../lib/chat/conversation.ts';
import { roomOf } from '../../lib/chat/room.ts';
import { summaryEnd } from '../../lib/chat/summary-end.ts';
import { toldTurns } from '../../lib/chat/told-turns.ts';
import { anAnswer } from '../fixtures/memory-stores.ts';

const said = (count: number): readonly Message[] =>
  Array.from({ length: count }, (_none, at) => ({
    id: asMessageId(`m${at}`),
    conversationId: asConversationId('c'),
    role: at % 2 === 0 ? ('user' as const) : ('assistant' as const),
    text: at % 2 === 0 ? `question ${at}` : '',
    createdAt: at,
    ...(at % 2 === 0 ? {} : { jobId: asJobId(`j${at}`) }),
    ...(at === 0 ? {} : { parentId: asMessageId(`m${at - 1}`) }),
  }));
const stored = (messages: readonly Message[]) =>
  messages.map((message) => ({
    message,
    answer: message.jobId === undefined ? undefined : anAnswer(message.id, { text: `answer ${message.id}` }),
  }));
const summary = (differs: Partial<Message> = {}): Message => ({
  id: asMessageId('s'),
  conversationId: asConversationId('c'),
  role: 'assistant',
  text: '',
  jobId: asJobId('js'),
  createdAt: 99,
  summary: { upTo: asMessageId('m1') },
  ...differs,
});
const texts = (turns: ReturnType<typeof toldTurns>): readonly string[] => turns.map(({ text }) => text);

describe('what a model is told of a conversation', () => {
  it('is every turn, word for word, with who wrote it', () => {
    const turns = toldTurns(stored(said(3)));
    expect(texts(turns)).toEqual(['question 0', 'answer m1', 'question 2']);
    expect(turns.map(({ by }) => by)).toEqual([undefined, 'claude-sonnet-5-5', undefined]);
  });

  it('is a written summary in place of the turns that it covers, said to be one', () => {
    const turns = toldTurns(stored([...said(4), summary()]));
    expect(texts(turns)).toEqual([
      'Summary of the earlier turns of this conversation:\n\nanswer s',
      'question 2',
      'answer m3',
    ]);
    expect(turns[0]?.message.role).toBe('user');
  });

  it('is the turns themselves where the summary was undone, is being written, or no model made it', () => {
    const whole = ['question 0', 'answer m1', 'question 2', 'answer m3'];
    const undone = summary({ summary: { upTo: asMessageId('m1'), undone: true } });
    expect(texts(toldTurns(stored([...said(4), undone])))).toEqual(whole);
    const { answeredBy: _nobody, ...provenance } = anAnswer('x').provenance;
    for (const answer of [undefined, anAnswer('s', { state: 'streaming' }), anAnswer('s', { provenance })]) {
      expect(texts(toldTurns([...stored(said(4)), { message: summary(), answer }]))).toEqual(whole);
    }
  });

  it('leaves the last two questions out of a summary, and makes none of fewer', () => {
    expect(summaryEnd(said(4))).toBeUndefined();
    expect(summaryEnd(said(6))).toBe('m1');
    expect(summaryEnd([...said(6), summary()])).toBe('m1');
  });
});

describe('the room that a message takes', () => {
  const room = (turns: number, message: string, contextTokens: number) =>
    roomOf({
      turns: toldTurns(stored(said(turns))),
      message,
      model: 'claude-sonnet-5-5',
      contextTokens,
      prices: {},
      counted: { instructions: 100, pages: 500 },
    });

  it('is what is sent, of what the model can take, at its price', () => {
    const { tokens, sent, share, costUsd, history, leftOut } = room(4, 'x'.repeat(36), 10_000);
    expect(sent).toMatchObject({ instructions: 100, pages: 500, message: 10 });
    expect(tokens).toBe(610 + sent.earlier);
    expect(share).toBeCloseTo(tokens / 10_000);
    expect(costUsd).toBeCloseTo((tokens * 2) / 1e6);
    expect([history, leftOut]).toEqual(['fine', 0]);
  });

  it('warns before earlier turns are left out, and says how many are', () => {
    const one = room(20, 'and?', 10_000).sent.earlier;
    const nearly = room(20, 'and?', Math.ceil((one * 1.1) / 0.3));
    expect(roomWarning(nearly, 'Sonnet')).toContain('will soon be longer');
    const full = room(20, 'and?', Math.ceil((one * 0.5) / 0.3));
    expect(full.leftOut).toBeGreaterThan(0);
    expect(roomWarning(full, 'Sonnet')).toContain(`The ${full.leftOut} oldest turns are no longer sent.`);
    expect(roomWarning(room(2, 'and?', 10_000), 'Sonnet')).toBeUndefined();
  });

  it('warns before a message is too long for the model', () => {
    const long = room(0, 'word '.repeat(4_000), 10_000);
    expect(long.fits).toBe(false);
    expect(roomWarning(long, 'Haiku 4.5')).toContain('too long for Haiku 4.5');
  });

  it('is told in one line', () => {
    const small = { ...room(0, '', 100_000), tokens: 600, share: 0.006, costUsd: 0.0012 };
    expect(roomWords(small, 0)).toBe('About 600 tokens, under 1 % of the room, $0.001');
    expect(roomWords(small, 2)).toBe('About 600 tokens and 2 pages not counted yet');
  });
});
