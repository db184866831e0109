import { expect, it } from 'vitest';
import type { ModelRequest } from '../../lib/models/answer-event.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { rewriteFor } from '../../lib/models/rewrite.ts';
import { continueRequest } from '../../lib/prompt/continue-answer.ts';
import { joinContinuation } from '../../lib/prompt/join-continuation.ts';

const request: ModelRequest = { system: 'S', turns: [{ role: 'user', text: 'Summarize.' }], maxTokens: 500 };

it('asks for the rest in a turn of the user, after the answer so far', () => {
  const continued = continueRequest(request, 'The budget is 40,000[^1] euros and the l');
  expect(continued.turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(continued.turns[1]?.text).toBe('The budget is 40,000 euros and the l');
  expect(continued.turns[2]?.text).toContain('40,000 euros and the l\n</data-answer-end-');
  expect(rewriteFor(factsFor('claude-sonnet-5-5'), continued).turns.at(-1)?.role).toBe('user');
});

it('asks anew when nothing had arrived', () => {
  expect(continueRequest(request, ' \n')).toEqual(request);
});

it.each([
  ['goes on in the middle of a word', 'The launch is in Dec', 'ember.', 'The launch is in December.'],
  [
    'leaves out what is repeated',
    'The launch moves to December because',
    'to December because the office is closed.',
    'The launch moves to December because the office is closed.',
  ],
  [
    'leaves out a whole repeated sentence',
    'One. The budget is tight',
    'The budget is tight, says Ana.',
    'One. The budget is tight, says Ana.',
  ],
  [
    'compares without citation marks',
    'It costs 40,000 euros[^1] in',
    '40,000 euros in all[^2].',
    'It costs 40,000 euros[^1] in all[^2].',
  ],
  [
    'drops marks within what is repeated',
    'It costs 40,000 euros in',
    '40,000[^3] euros in all.',
    'It costs 40,000 euros in all.',
  ],
  ['takes short likeness for chance', 'It ends in the', 'the month of May', 'It ends in thethe month of May'],
  ['counts white space at the seam once', 'First.\n\n', '\n\nSecond.', 'First.\n\nSecond.'],
  ['drops dots that stand for the part before', 'The launch is in Dec', '…ember.', 'The launch is in December.'],
  ['keeps everything when nothing is repeated', 'A', ' B', 'A B'],
  ['keeps the first part when nothing comes', 'A', '', 'A'],
])('%s', (_name, partial, rest, whole) => {
  expect(joinContinuation(partial, rest)).toBe(whole);
});
