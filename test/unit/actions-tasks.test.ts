import { describe, expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import type { ReadAnswer } from '../../lib/actions/action.ts';
import type { Page } from '../../lib/mirror/page.ts';
import type { Block } from '../../lib/text/block.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { aMaterial, aPage, heading, OPTIONS, paragraph, property } from './actions-pages.ts';

const person = (text: string): NonNullable<Block['mentions']>[number] => ({ kind: 'person', text });
const todo = (text: string, checked: boolean, ...names: string[]): Block => ({
  kind: 'todo',
  depth: 0,
  text,
  checked,
  mentions: names.map(person),
});

const NOTES = aPage({
  title: 'Weekly',
  properties: [property('Date', '20 Nov 2026', { type: 'date', date: { start: '2026-11-20' } })],
  blocks: [
    paragraph('Ana Silva will ask the printer for a quote by 24 November.'),
    heading('Follow-ups'),
    todo('Order the foam Ben Okafor 2026-11-25', false, 'Ben Okafor'),
    todo('Book the room', true),
  ],
});

/** What the plan makes of a model's answer about a page. */
function read(page: Page, answer: unknown, whole = true): ReadAnswer | undefined {
  const plan = actionFor('tasks').plan(aMaterial(page), OPTIONS);
  if (plan.kind !== 'whole') throw new Error('It is short');
  return plan.read?.(typeof answer === 'string' ? answer : JSON.stringify(answer), whole);
}

/** Items: 1 the date, 2 the paragraph, 3 the heading, 4 and 5 the to-dos. */
const ANSWER = {
  tasks: [
    { task: 'Ask the printer for a quote', owner: 'Ana Silva', due: '2026-11-24', done: false, items: [2] },
    { task: 'Order the foam', owner: 'Ben Okafor', due: '2026-11-25', done: false, items: [4] },
  ],
};

describe('tasks', () => {
  it('sends numbered items and holds the answer to a form, since services do not cite in one', () => {
    const plan = actionFor('tasks').plan(aMaterial(NOTES), OPTIONS);
    const request = plan.kind === 'whole' ? plan.request : undefined;
    expect(request?.schema).toMatchObject({ type: 'object', required: ['tasks'] });
    expect(request?.turns[0]?.sources).toBeUndefined();
    expect(request?.turns[0]?.text).toContain('[4] - [ ] Order the foam Ben Okafor 2026-11-25');
    expect(request?.turns[0]?.text).toContain('dated 2026-11-20');
  });

  it('shows what a model found with its sources, and keeps it as data', () => {
    const answer = read(NOTES, ANSWER);
    expect(answer?.markdown).toBe(
      [
        '### Open',
        '',
        '- [ ] Ask the printer for a quote · Ana Silva · 2026-11-24[^1]',
        '- [ ] Order the foam · Ben Okafor · 2026-11-25[^2]',
      ].join('\n'),
    );
    expect(answer?.cited.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(answer?.data).toEqual({
      of: 'tasks',
      tasks: [
        { task: 'Ask the printer for a quote', owner: 'Ana Silva', due: '2026-11-24' },
        { task: 'Order the foam', owner: 'Ben Okafor', due: '2026-11-25' },
      ],
    });
  });

  it('leaves out an owner and a day that nobody wrote, and a task without a source', () => {
    const data = read(NOTES, {
      tasks: [
        { task: 'Ask the printer', owner: 'Cy Dahl', due: '2026-12-24', done: false, items: [2] },
        { task: 'Buy a boat', owner: '', due: '', done: false, items: [70] },
        { task: 'Order the foam', owner: '', due: '', done: false, items: [4] },
      ],
    })?.data;
    expect(data?.tasks).toEqual([{ task: 'Ask the printer' }, { task: 'Order the foam' }]);
  });

  it('adds a to-do that the model passed over as it stands', () => {
    expect(read(NOTES, { tasks: [] })?.data?.tasks).toEqual([
      { task: 'Order the foam', owner: 'Ben Okafor', due: '2026-11-25' },
    ]);
  });

  it('shows each task as soon as it has arrived whole', () => {
    const text = JSON.stringify(ANSWER);
    expect(read(NOTES, text.slice(0, 12), false)?.markdown).toBe('');
    expect(read(NOTES, text.slice(0, text.indexOf('Order')), false)?.data?.tasks).toHaveLength(1);
  });

  it('does not take prose for tasks, and a code fence for no harm', () => {
    expect(read(NOTES, 'There are two tasks.')).toBeUndefined();
    expect(read(NOTES, { todos: [] })).toBeUndefined();
    expect(read(NOTES, `\`\`\`json\n${JSON.stringify(ANSWER)}\n\`\`\``)?.data?.tasks).toHaveLength(2);
  });

  it('finds to-dos and dated lines by rule', () => {
    const { markdown, data } = actionFor('tasks').modelFree(aMaterial(NOTES), { ...OPTIONS, language: 'en' });
    expect(markdown).toContain('- [ ] Order the foam · Ben Okafor · 2026-11-25');
    expect(markdown).toContain('### Done\n\n- [x] Book the room');
    expect(data?.tasks).toHaveLength(1);
  });

  it('says so where there is none', () => {
    const { markdown, data } = actionFor('tasks').modelFree(
      aMaterial(aPage({ title: 'x', blocks: [paragraph('Hi.')] })),
      {
        ...OPTIONS,
        language: 'en',
      },
    );
    expect(markdown).toBe('No tasks found: the page has no to-dos and no lines that name a task.');
    expect(data?.tasks).toEqual([]);
  });

  it('keeps words of a page from becoming form', () => {
    const page = aPage({ title: 'x', blocks: [todo('[x](http://evil.test) <img> `a` [^9]', false)] });
    const { markdown } = actionFor('tasks').modelFree(aMaterial(page), OPTIONS);
    expect(markdown).not.toMatch(/(?<!\\)\[x|(?<!\\)<img|http:\/\//);
  });
});

describe('a document', () => {
  const row = aPage({
    title: 'Glow 2',
    properties: [property('Name', 'Glow 2'), property('Lead', 'Ana Silva'), property('Budget', '')],
    blocks: [heading('Risks'), paragraph('The supplier may be late.')],
  });
  const template = aPage({
    title: 'Template',
    blocks: readMarkdown(
      '# {{Name}}\n\nWritten every week.\n\nLead:\n\nCosts [Budget] [see below]\n\n## Risks\n\n## Open',
    ),
  });
  const made = actionFor('document').modelFree(aMaterial(row, { template }), OPTIONS);

  it('fills placeholders, bare labels and bare headings from the row, and says what it does not say', () => {
    expect(made.markdown.replaceAll(/\[\^\d+\]/g, '')).toBe(
      [
        '## Glow 2',
        'Written every week.',
        'Lead: Ana Silva',
        'Costs not stated \\[see below\\]',
        '### Risks',
        '- The supplier may be late.',
        '### Open',
        '*not stated*',
      ].join('\n\n'),
    );
  });

  it('cites the row for what is filled in and the template for its own words', () => {
    expect(made.cited.map(({ page, quote }) => [page, quote])).toEqual([
      [0, 'Name: Glow 2'],
      [1, 'Written every week.'],
      [0, 'Lead: Ana Silva'],
      [0, 'Budget: '],
      [0, 'The supplier may be late.'],
    ]);
  });

  it('shows a model the row as a source and the template as its form', () => {
    const plan = actionFor('document').plan(aMaterial(row, { template }), OPTIONS);
    const [turn] = plan.kind === 'whole' ? plan.request.turns : [];
    expect(turn?.sources?.map(({ title }) => title)).toEqual(['Glow 2']);
    expect(turn?.text).toContain('# {{Name}}');
  });

  it('cannot be made without a template', () => {
    expect(() => actionFor('document').modelFree(aMaterial(row), OPTIONS)).toThrow('page-unreadable');
  });
});

describe('writing', () => {
  const page = aPage({
    title: 'Housing',
    blocks: [paragraph('Before.'), paragraph('It wont fit.'), paragraph('After.')],
  });
  const options = { ...OPTIONS, particulars: { of: 'write', how: 'fix', selection: 'It wont fit.' } } as const;

  it('sends the selection with what stands around it, and asks for the text alone', () => {
    const plan = actionFor('write').plan(aMaterial(page), options);
    const [turn] = plan.kind === 'whole' ? plan.request.turns : [];
    expect(turn?.text).toMatch(/<data-selection-\w+>\nIt wont fit\.\n/);
    expect(turn?.text).toContain('Before.');
    expect(turn?.sources).toBeUndefined();
  });

  it('keeps the words where no model answers', () => {
    expect(actionFor('write').modelFree(aMaterial(page), options).markdown).toContain('> It wont fit.');
  });
});
