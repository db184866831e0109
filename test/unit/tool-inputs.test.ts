import { describe, expect, it } from 'vitest';
import { addressesInText } from '../../lib/chat/tools/addresses-in-text.ts';
import { filterOf, sortsOf } from '../../lib/chat/tools/filter.ts';
import { overLimit } from '../../lib/chat/tools/limits.ts';
import { readQuery, readSearch, readWrite } from '../../lib/chat/tools/read-calls.ts';
import { conditionsIn } from '../../lib/chat/tools/slash-query.ts';
import { specOf } from '../../lib/chat/tools/specs.ts';
import { behindUses } from '../../lib/chat/tools/turns.ts';
import { valuesOf } from '../../lib/chat/tools/values.ts';
import { parseSlash } from '../../lib/chat/slash.ts';
import { Failure } from '../../lib/base/failure.ts';
import type { ToolUse } from '../../lib/jobs/tool-use.ts';
import type { Column } from '../../lib/mirror/notion-reader.ts';
import { choiceOf, READ_TOOLS, WRITE_TOOLS } from '../../lib/settings/tool-choice.ts';

const PAGE = '0f0e0d0c-0b0a-4900-8807-060504030201';

const COLUMNS: readonly Column[] = [
  { name: 'Name', type: 'title' },
  { name: 'Points', type: 'number' },
  { name: 'State', type: 'status', options: ['Open', 'Done'] },
  { name: 'Tags', type: 'multi_select', options: ['web', 'docs'] },
  { name: 'Due', type: 'date' },
  { name: 'Closed', type: 'checkbox' },
  { name: 'Blocks', type: 'relation' },
  { name: 'Owner', type: 'people' },
  { name: 'Made', type: 'created_time' },
  { name: 'Left', type: 'formula' },
];

/** What a model is told of a call that does not fit. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof Failure && error.code === 'tool-misused') return error.facts.detail ?? '';
    throw error;
  }
  return 'It fits.';
}

describe('the input of a call', () => {
  it.each([
    [undefined, 'no JSON object'],
    [{}, '“query” has to be text'],
    [{ query: '' }, '“query” has to be text'],
    [{ query: 'x'.repeat(401) }, 'longer than 400'],
    [{ query: 'x', kind: 'blog' }, 'one of page, row, database'],
    [{ query: 'x', limit: 0 }, 'whole number from 1 to 20'],
    [{ query: 'x', url: 'https://attacker.example' }, '“url” is no field of it. It takes query, kind, limit.'],
  ])('is refused exactly where it does not fit: %j', (input, told) => {
    expect(refusal(() => readSearch(input))).toContain(told);
  });

  it('names pages by id or Notion address, and by nothing else', () => {
    const read = (page: string) => () => readWrite('append', { page, content: 'x' });
    expect(readWrite('append', { page: PAGE.replaceAll('-', ''), content: 'x' }).page).toBe(PAGE);
    expect(read(`https://app.notion.com/p/${PAGE.replaceAll('-', '')}`)().page).toBe(PAGE);
    expect(refusal(read('https://attacker.example/'))).toContain('id or address of a page');
    expect(refusal(read(`https://attacker.example/${PAGE}`))).toContain('id or address of a page');
    expect(refusal(read('Travel'))).toContain('id or address of a page');
  });

  it('takes an empty list of conditions for none', () => {
    expect(readQuery({ database: PAGE, filter: [], sort: [] })).toMatchObject({ filter: [], sort: [], limit: 25 });
  });

  it.each([
    [{ before: 'a', after: 'a' }, 'are the same'],
    [{ before: '', after: 'a' }, '“before” has to be text'],
    [{ before: 'a' }, '“after” has to be text'],
  ])('holds edits to what can be done: %j', (edit, told) => {
    expect(refusal(() => readWrite('replace_text', { page: PAGE, edits: [edit] }))).toContain(told);
  });

  it('takes no tool an address that would be fetched', () => {
    const schemas = [...READ_TOOLS, ...WRITE_TOOLS].map((name) => JSON.stringify(specOf(name)));
    for (const schema of schemas) expect(schema).not.toMatch(/"(url|uri|href|endpoint|host|fetch)"/i);
  });
});

const filter = (property: string, condition: string, value?: unknown) =>
  filterOf([{ property, condition, ...(value === undefined ? {} : { value }) }], 'all', COLUMNS);

describe('a filter', () => {
  it.each([
    ['Points', 'greater_than', 3, { property: 'Points', number: { greater_than: 3 } }],
    ['state', 'equals', 'done', { property: 'State', status: { equals: 'Done' } }],
    ['Tags', 'contains', 'web', { property: 'Tags', multi_select: { contains: 'web' } }],
    ['Due', 'on_or_before', '2026-11-30', { property: 'Due', date: { on_or_before: '2026-11-30' } }],
    ['Due', 'past_week', undefined, { property: 'Due', date: { past_week: {} } }],
    ['Due', 'is_empty', undefined, { property: 'Due', date: { is_empty: true } }],
    ['Closed', 'equals', true, { property: 'Closed', checkbox: { equals: true } }],
    ['Blocks', 'contains', PAGE, { property: 'Blocks', relation: { contains: PAGE } }],
    ['Made', 'after', '2026-01-01', { timestamp: 'created_time', created_time: { after: '2026-01-01' } }],
  ])('on %s (%s) is said in Notion’s words', (property, condition, value, expected) => {
    expect(filter(property, condition, value)).toEqual(expected);
  });

  it.each([
    ['Nothing', 'equals', 1, 'The columns are “Name”, “Points”'],
    ['Points', 'contains', 1, 'takes equals, does_not_equal'],
    ['Points', 'equals', '3', 'compared with a number'],
    ['State', 'equals', 'Over', 'Its options are “Open”, “Done”'],
    ['Due', 'before', 'tomorrow', 'ISO date'],
    ['Due', 'before', '2026-02-30', 'ISO date'],
    ['Left', 'equals', 1, 'cannot be filtered by'],
    ['Blocks', 'contains', 'Task', 'id of a page'],
  ])('on %s (%s) is refused where it does not fit', (property, condition, value, told) => {
    expect(refusal(() => filter(property, condition, value))).toContain(told);
  });

  it('joins conditions by all or any, and sorts by columns alone', () => {
    const two = [
      { property: 'Points', condition: 'equals', value: 1 },
      { property: 'State', condition: 'is_empty' },
    ];
    expect(filterOf(two, 'any', COLUMNS)).toMatchObject({ or: [{}, {}] });
    expect(filterOf(two, 'all', COLUMNS)).toMatchObject({ and: [{}, {}] });
    expect(sortsOf([{ property: 'Due', direction: 'descending' }], COLUMNS)).toEqual([
      { property: 'Due', direction: 'descending' },
    ]);
    expect(refusal(() => sortsOf([{ property: 'Due', direction: 'up' }], COLUMNS))).toContain('“ascending”');
  });

  it('is read from words that a person types behind a command', () => {
    expect(conditionsIn('State = Done and Points >= 3; Tags != web and Name contains "plan b"', COLUMNS)).toEqual([
      { property: 'State', condition: 'equals', value: 'Done' },
      { property: 'Points', condition: 'greater_than_or_equal_to', value: 3 },
      { property: 'Tags', condition: 'does_not_contain', value: 'web' },
      { property: 'Name', condition: 'contains', value: 'plan b' },
    ]);
    expect(conditionsIn('', COLUMNS)).toEqual([]);
    expect(refusal(() => conditionsIn('whatever', COLUMNS))).toContain('is no condition');
  });
});

describe('values of properties', () => {
  it('become what is written, options by their own names', () => {
    expect(
      valuesOf(
        {
          name: 'A',
          Points: 2,
          State: 'done',
          Tags: 'web',
          Due: { start: '2026-11-01', end: '2026-11-02' },
          Blocks: [PAGE],
        },
        COLUMNS,
      ),
    ).toEqual({
      Name: { type: 'title', text: 'A' },
      Points: { type: 'number', number: 2 },
      State: { type: 'status', option: 'Done' },
      Tags: { type: 'multi_select', options: ['web'] },
      Due: { type: 'date', date: { start: '2026-11-01', end: '2026-11-02' } },
      Blocks: { type: 'relation', pages: [PAGE] },
    });
  });

  it.each([
    [{}, '1 to 50'],
    [{ Points: 'many' }, '“Points” takes a number'],
    [{ State: 'Over' }, 'Its options are'],
    [{ Due: { start: '2026-11-02', end: '2026-11-01' } }, 'ends before it starts'],
    [{ Left: 1 }, 'Notion works it out itself'],
    [{ Closed: 'yes' }, 'true or false'],
    [{ Blocks: ['Task'] }, 'ids of pages'],
  ])('are refused where they do not fit: %j', (given, told) => {
    expect(refusal(() => valuesOf(given, COLUMNS))).toContain(told);
  });
});

describe('what stands around calls', () => {
  const use = (id: string, round: number, at: number, more: Partial<ToolUse> = {}): ToolUse => ({
    id,
    name: 'search',
    input: {},
    state: 'done',
    result: `result ${id}`,
    words: '',
    round,
    at,
    startedAt: 0,
    ...more,
  });
  const request = { system: '', turns: [{ role: 'user' as const, text: 'Q' }], maxTokens: 1 };

  it('tells rounds in order, the words between them, and what was said behind the last', () => {
    const text = 'I look.[^1] And more. Here it';
    const uses = [use('a', 1, 11), use('b', 1, 11, { state: 'refused' }), use('c', 2, 21)];
    const { request: asked, rest } = behindUses(request, [], text, uses);
    expect(asked.turns.slice(1)).toMatchObject([
      { role: 'assistant', text: 'I look.', calls: [{ id: 'a' }, { id: 'b' }] },
      {
        role: 'user',
        results: [
          { id: 'a', text: 'result a' },
          { id: 'b', isError: true },
        ],
      },
      { role: 'assistant', text: 'And more.', calls: [{ id: 'c' }] },
      { role: 'user', results: [{ id: 'c' }] },
    ]);
    expect(rest).toBe('Here it');
  });

  it('ends a turn by calls, by money and by room', () => {
    const spent = { calls: 1, inputTokens: 1, told: 1 };
    expect(overLimit(spent, 100_000)).toBeUndefined();
    expect(overLimit({ ...spent, calls: 12 }, 100_000)).toContain('12 calls');
    expect(overLimit({ ...spent, costUsd: 1 }, 100_000)).toContain('cost');
    expect(overLimit({ ...spent, told: 150_000 }, 100_000)).toContain('room');
  });

  it('lets no write run by itself, whatever is stored', () => {
    for (const name of WRITE_TOOLS) {
      expect(choiceOf(name, JSON.parse(`{"${name}":"allow"}`), true)).toBe('ask');
      expect(choiceOf(name, {}, false)).toBe('off');
    }
    expect(choiceOf('search', {}, false)).toBe('allow');
  });

  it('finds addresses in words, however they are closed', () => {
    expect(addressesInText('See (https://a.example/x), [b](https://b.example/(y)) and <https://c.example>.')).toEqual(
      expect.arrayContaining(['https://a.example/x', 'https://b.example/(y)', 'https://c.example']),
    );
  });

  it.each([
    ['/search  launch plan ', 'search', 'launch plan'],
    ['/READ', 'read', ''],
    ['/nothing', undefined, undefined],
    ['What does /search do?', undefined, undefined],
  ])('reads %s as a command or not', (message, name, rest) => {
    const slash = parseSlash(message);
    expect([slash?.command.name, slash?.rest]).toEqual([name, rest]);
  });
});
