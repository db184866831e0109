import { describe, expect, it } from 'vitest';
import { readProperties } from '../../lib/mirror/read-properties.ts';

const A = 'aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa';
const B = 'bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb';
const text = (words: string) => [{ type: 'text', text: { content: words }, plain_text: words }];
const people = (count: number) => Array.from({ length: count }, (_, at) => ({ object: 'user', id: A, name: `P${at}` }));

const CASES: readonly (readonly [string, object, object])[] = [
  ['title', { type: 'title', title: text('Launch') }, { text: 'Launch' }],
  ['rich text', { type: 'rich_text', rich_text: [...text('One '), ...text('two')] }, { text: 'One two' }],
  ['number', { type: 'number', number: 12.5 }, { text: '12.5', number: 12.5 }],
  ['zero', { type: 'number', number: 0 }, { text: '0', number: 0 }],
  ['no number', { type: 'number', number: null }, { text: '' }],
  ['checkbox', { type: 'checkbox', checkbox: true }, { text: 'Yes', checked: true }],
  ['select', { type: 'select', select: { name: 'High', color: 'red' } }, { text: 'High' }],
  ['no select', { type: 'select', select: null }, { text: '' }],
  ['status', { type: 'status', status: { name: 'In progress' } }, { text: 'In progress' }],
  ['multi-select', { type: 'multi_select', multi_select: [{ name: 'A' }, { name: 'B' }] }, { text: 'A, B' }],
  [
    'day',
    { type: 'date', date: { start: '2026-12-03', end: null } },
    { text: '3 Dec 2026', date: { start: '2026-12-03' } },
  ],
  [
    'range',
    { type: 'date', date: { start: '2026-12-03', end: '2026-12-05' } },
    { text: '3 Dec 2026 → 5 Dec 2026', date: { start: '2026-12-03', end: '2026-12-05' } },
  ],
  ['time', { type: 'date', date: { start: '2026-12-03T14:05:00.000+01:00' } }, { text: '3 Dec 2026 14:05' }],
  ['no date', { type: 'date', date: null }, { text: '' }],
  ['people', { type: 'people', people: people(2) }, { text: 'P0, P1', people: ['P0', 'P1'] }],
  ['somebody without a name', { type: 'people', people: [{ object: 'user', id: A }] }, { text: 'Somebody' }],
  ['created by', { type: 'created_by', created_by: { name: 'Ana' } }, { text: 'Ana', people: ['Ana'] }],
  ['created time', { type: 'created_time', created_time: '2026-11-21T12:04:00.000Z' }, { text: '21 Nov 2026 12:04' }],
  ['address', { type: 'url', url: 'https://example.com' }, { text: 'https://example.com' }],
  ['no e-mail', { type: 'email', email: null }, { text: '' }],
  ['files', { type: 'files', files: [{ name: 'plan.pdf', file: { url: 'https://signed' } }] }, { text: 'plan.pdf' }],
  ['unique id', { type: 'unique_id', unique_id: { prefix: 'TASK', number: 7 } }, { text: 'TASK-7' }],
  ['unique id without prefix', { type: 'unique_id', unique_id: { prefix: null, number: 7 } }, { text: '7' }],
  [
    'relation',
    { type: 'relation', relation: [{ id: A }, { id: B }], has_more: false },
    { text: '2 pages', pages: [A, B] },
  ],
  ['no relation', { type: 'relation', relation: [], has_more: false }, { text: '' }],
  ['cut relation', { type: 'relation', relation: [{ id: A }], has_more: true }, { text: '1 page', more: true }],
  ['formula of text', { type: 'formula', formula: { type: 'string', string: 'Late' } }, { text: 'Late' }],
  ['formula of number', { type: 'formula', formula: { type: 'number', number: 3 } }, { text: '3', number: 3 }],
  [
    'formula of truth',
    { type: 'formula', formula: { type: 'boolean', boolean: false } },
    { text: 'No', checked: false },
  ],
  [
    'formula of date',
    { type: 'formula', formula: { type: 'date', date: { start: '2026-01-02' } } },
    { text: '2 Jan 2026' },
  ],
  [
    'rollup of number',
    { type: 'rollup', rollup: { type: 'number', number: 40, function: 'sum' } },
    { text: '40', number: 40 },
  ],
  [
    'rollup of an array',
    {
      type: 'rollup',
      rollup: {
        type: 'array',
        array: [
          { type: 'title', title: text('One') },
          { type: 'people', people: people(1) },
        ],
      },
    },
    { text: 'One, P0', people: ['P0'] },
  ],
  ['rollup that Notion gave up on', { type: 'rollup', rollup: { type: 'unsupported', unsupported: {} } }, { text: '' }],
  ['verification', { type: 'verification', verification: { state: 'verified' } }, { text: 'verified' }],
  ['place', { type: 'place', place: { name: 'Utrecht', lat: 52, lon: 5 } }, { text: 'Utrecht' }],
  ['button', { type: 'button', button: {} }, { text: '' }],
  ['a type from the future', { type: 'mood', mood: { smile: true } }, { text: '' }],
];

describe('a property', () => {
  it.each(CASES)('reads as a person reads it: %s', (name, value, expected) => {
    const [property] = readProperties({ [name]: { id: 'x', ...value } });
    expect(property).toMatchObject({ name, ...expected });
    expect(property?.more ?? false).toBe('more' in expected);
  });

  it('has more than Notion shows at once when 25 are there and nothing says otherwise', () => {
    const some = readProperties({
      A: { type: 'people', people: people(24) },
      B: { type: 'people', people: people(25) },
      C: { type: 'relation', relation: Array.from({ length: 25 }, () => ({ id: A })), has_more: false },
    });
    expect(some.map(({ more }) => more ?? false)).toEqual([false, true, false]);
  });

  it('is left out of nothing, whatever comes', () => {
    for (const odd of [undefined, null, [], 'text', 7]) expect(readProperties(odd)).toEqual([]);
    expect(
      readProperties({ A: null, B: 7, C: { type: 'date', date: 'soon' } }).map(({ text: words }) => words),
    ).toEqual(['', '', '']);
  });
});
