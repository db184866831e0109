import { expect, it } from 'vitest';
import { accumulate, newDraft, textOf } from '../../lib/models/accumulate.ts';
import type { AnswerEvent, ModelCitation } from '../../lib/models/answer-event.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';

const text = (block: number, words: string): AnswerEvent => ({ type: 'text-delta', block, text: words });

function cite(block: number, start: number, source = 0): AnswerEvent {
  return { type: 'citation-add', block, citation: citation(start, source) };
}

function citation(start: number, source = 0): ModelCitation {
  return { source, start, end: start + 1, citedText: '' };
}

const read = (events: readonly AnswerEvent[], from = newDraft()) => events.reduce(accumulate, from);

it('puts a marker at the end of each cited block, before its white space', () => {
  const draft = read([
    text(0, 'It costs '),
    cite(1, 4),
    text(1, '40,000 '),
    text(1, 'euros.\n\n'),
    text(2, 'Ask Ana.'),
  ]);
  expect(textOf(draft)).toBe('It costs 40,000 euros.[^1]\n\nAsk Ana.');
});

it('shows what has arrived of a block with its marker, so that nothing is lost when the stream breaks', () => {
  const draft = read([cite(0, 2), text(0, 'The budget is 40')]);
  expect(textOf(draft)).toBe('The budget is 40[^1]');
  expect(draft.citations).toEqual([{ ...citation(2), n: 1 }]);
});

it('gives the same place the same number, and another place the next', () => {
  const draft = read([
    cite(0, 2),
    text(0, 'a'),
    cite(1, 3),
    cite(1, 2),
    cite(1, 3),
    text(1, 'b'),
    cite(2, 2, 1),
    text(2, 'c'),
  ]);
  expect(textOf(draft)).toBe('a[^1]b[^2][^1]c[^3]');
  expect(draft.citations.map(({ n, source, start }) => [n, source, start])).toEqual([
    [1, 0, 2],
    [2, 0, 3],
    [3, 1, 2],
  ]);
});

it('takes the hat off markers that the model wrote itself, in however many pieces', () => {
  const draft = read([text(0, 'As in [^'), text(0, '1], so [^2] and [^note].')]);
  expect(textOf(draft)).toBe('As in [1], so [2] and [^note].');
});

it('counts on from an answer that it continues', () => {
  expect(textOf(read([cite(0, 0), text(0, 'more')], newDraft(5)))).toBe('more[^5]');
});

it('keeps who answered, the request and what it cost', () => {
  const usage = { ...NO_USAGE, inputTokens: 12, outputTokens: 7 };
  const draft = read([
    { type: 'answer-start', model: 'claude-haiku-5-5', requestId: 'req_1', usage: { inputTokens: 12 } },
    { type: 'alive' },
    text(0, 'Yes.'),
    { type: 'answer-end', stopped: 'length', usage },
  ]);
  expect(draft).toMatchObject({ model: 'claude-haiku-5-5', requestId: 'req_1', stopped: 'length', usage });
});

it('changes no draft that was handed out', () => {
  const before = read([text(0, 'a')]);
  const copy = structuredClone(before);
  read([cite(0, 1), text(0, 'b'), text(1, 'c')], before);
  expect(before).toEqual(copy);
});
