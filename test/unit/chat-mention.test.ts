import { describe, expect, it } from 'vitest';
import { parsePageId } from '../../lib/base/ids.ts';
import type { Mention } from '../../lib/chat/mention.ts';
import {
  commandAt,
  mentionAt,
  pagesOf,
  putIn,
  readMentions,
  unmention,
  writeMentions,
} from '../../lib/chat/mention.ts';

const target = (digit: string, title: string) => ({
  pageId: parsePageId(digit.repeat(32)) ?? expect.unreachable('not an id'),
  title,
  url: `https://app.notion.com/p/${digit.repeat(32)}`,
});
const page = (digit: string, title: string): Mention => ({ kind: 'page', page: target(digit, title) });

describe('what is being typed at the caret', () => {
  it.each([
    ['@', 1, { start: 0, query: '' }],
    ['ask @Laun', 9, { start: 4, query: 'Laun' }],
    ['ask @Launch plan', 16, { start: 4, query: 'Launch plan' }],
    ['(@Mara', 6, { start: 1, query: 'Mara' }],
    ['first\n@Mara', 11, { start: 6, query: 'Mara' }],
  ])('is a mention in %j', (text, caret, opening) => {
    expect(mentionAt(text, caret)).toEqual(opening);
  });

  it.each([
    ['mail me@example.com', 19],
    ['@ then words', 12],
    ['@Launch  plan', 13],
    ['@Launch\nplan', 12],
    [`@${'x'.repeat(80)}`, 81],
    ['@Launch', 0],
  ])('is none in %j', (text, caret) => {
    expect(mentionAt(text, caret)).toBeUndefined();
  });

  it('is none behind a name that is mentioned already', () => {
    expect(mentionAt('ask @Launch plan about', 22, ['Launch plan'])).toBeUndefined();
    expect(mentionAt('ask @Launch plans', 17, ['Launch plan'])).toEqual({ start: 4, query: 'Launch plans' });
  });

  it('is a command only as the first word of a message', () => {
    expect(commandAt('/sea', 4)).toEqual({ start: 0, query: 'sea' });
    expect(commandAt('/search plan', 12)).toBeUndefined();
    expect(commandAt('either/or', 9)).toBeUndefined();
    expect(commandAt('/etc/hosts', 10)).toBeUndefined();
  });

  it('is replaced by what was chosen, with the caret behind it', () => {
    expect(putIn('ask @La now', 7, { start: 4, query: 'La' }, '@Launch plan')).toEqual({
      text: 'ask @Launch plan now',
      caret: 17,
    });
    expect(putIn('/ne', 3, { start: 0, query: 'ne' }, '')).toEqual({ text: '', caret: 0 });
  });

  it('becomes plain words again when it is left out', () => {
    expect(unmention('ask @Launch plan about @Launch plan', 'Launch plan')).toBe('ask Launch plan about Launch plan');
  });
});

describe('what goes with a message', () => {
  it('is the page in front first, then each named page once, and no person', () => {
    const pages = pagesOf(target('1', 'Front'), [
      page('2', 'Other'),
      { kind: 'person', name: 'Mara' },
      page('1', 'Front'),
      page('2', 'Other'),
    ]);
    expect(pages.map(({ title }) => title)).toEqual(['Front', 'Other']);
  });

  it('is kept in a draft, and nothing is made of a draft of another form', () => {
    const list: readonly Mention[] = [page('3', 'Plan'), { kind: 'person', name: 'Mara' }];
    expect(readMentions(writeMentions(list))).toEqual(list);
    expect(writeMentions([])).toBe('');
    expect(readMentions('')).toEqual([]);
    expect(readMentions('[{"kind":"page"}]')).toEqual([]);
    expect(readMentions('{')).toEqual([]);
  });
});
