import { expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import { citationsOf } from '../../lib/actions/citations-of.ts';
import type { Plan, WholePlan } from '../../lib/actions/action.ts';
import { questionKey } from '../../lib/actions/question-key.ts';
import { ACTION_DOORS } from '../../lib/actions/registry.ts';
import { estimateRequest } from '../../lib/models/estimate-tokens.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { rewriteFor } from '../../lib/models/rewrite.ts';
import type { Block } from '../../lib/text/block.ts';
import { aMaterial, aPage, heading, longPage, OPTIONS, paragraph, property } from './actions-pages.ts';

const row = (text: string): Block => ({ kind: 'row', depth: 0, text });
const bullet = (text: string): Block => ({ kind: 'bullet', depth: 0, text });

const PAGE = aPage({
  title: 'Stand 4',
  properties: [property('Status', 'In progress'), property('Empty', '')],
  blocks: [
    heading('Costs'),
    paragraph('A hotel night may cost at most 140 euros.'),
    row('Lamp | 20 €'),
    row('Box | 30 €'),
    bullet('red'),
    bullet('green'),
    bullet('blue'),
    { kind: 'media', depth: 0, text: '' },
    paragraph('Ask\u200B Ana.'),
  ],
});

function whole(plan: Plan): WholePlan {
  if (plan.kind !== 'whole') throw new Error('Planned in sections');
  return plan;
}

const itemsOf = (plan: WholePlan) => plan.request.turns.flatMap((turn) => turn.sources ?? []).map(({ items }) => items);
const askAbout = (question: string, page = PAGE) =>
  whole(actionFor('ask').plan(aMaterial(page), { ...OPTIONS, question }));

it('shows a small page whole: its properties and one item a block, tiny neighbours together', () => {
  const plan = askAbout('What may a hotel cost?');
  expect(itemsOf(plan)).toEqual([
    [
      'Status: In progress',
      '## Costs',
      'A hotel night may cost at most 140 euros.',
      'Lamp | 20 €',
      'Box | 30 €',
      '- red\n- green\n- blue',
      'Ask Ana.',
    ],
  ]);
  expect(plan.request.turns[0]?.text).toMatch(/Question: What may a hotel cost\?$/);
  expect(plan.removed).toBe(1);
});

it('leads each citation to its block, and properties to the page', () => {
  const plan = askAbout('What may a hotel cost?');
  const cite = (n: number, start: number, end = start + 1, source = 0) => ({ n, source, start, end, citedText: '' });
  expect(citationsOf(plan, [PAGE], [cite(1, 2), cite(2, 4), cite(3, 5), cite(4, 0), cite(5, 2, 4)])).toEqual([
    { n: 1, page: 0, start: 1, end: 2, quote: 'A hotel night may cost at most 140 euros.' },
    { n: 2, page: 0, start: 3, end: 4, quote: 'Box | 30 €' },
    { n: 3, page: 0, start: 4, end: 7, quote: 'red\ngreen\nblue' },
    { n: 4, page: 0, start: 0, end: 0, quote: 'Status: In progress' },
    { n: 5, page: 0, start: 1, end: 3, quote: 'A hotel night may cost at most 140 euros.\nLamp | 20 €' },
  ]);
  expect(citationsOf(plan, [PAGE], [cite(1, 99), cite(2, 0, 1, 7)])).toEqual([]);
});

it('shows of a long page the passages that bear on the question, and leads their citations to the page', () => {
  const page = longPage(80, 12);
  const needle = 'The Zanzibar ferry leaves at noon.';
  const at = 500;
  const blocks = page.blocks.with(at, paragraph(needle));
  const plan = askAbout('When does the Zanzibar ferry leave?', { ...page, blocks });
  const sources = itemsOf(plan);
  const source = sources.findIndex((items) => items.includes(needle));
  const start = sources[source]?.indexOf(needle) ?? -1;
  expect(estimateRequest(plan.request)).toBeLessThan(16_000);
  expect(plan.request.turns[0]?.text).toContain('passages');
  const [cited] = citationsOf(plan, [{ ...page, blocks }], [{ n: 1, source, start, end: start + 1, citedText: '' }]);
  expect(cited).toEqual({ n: 1, page: 0, start: at, end: at + 1, quote: needle });
});

const HISTORY = [
  { role: 'user', text: 'Who leads?' },
  { role: 'assistant', text: 'Ana[^1] leads.' },
] as const;

const chatWith = (page = PAGE, history: readonly { role: 'user' | 'assistant'; text: string }[] = HISTORY) =>
  whole(actionFor('chat').plan(aMaterial(page, { history }), { ...OPTIONS, question: 'And who pays?' }));

it('begins every turn of a chat with the same words, so that they stay in the cache', () => {
  const first = whole(actionFor('chat').plan(aMaterial(PAGE), { ...OPTIONS, question: 'Who leads?' }));
  const second = chatWith();
  expect(second.request.turns[0]).toEqual(first.request.turns[0]);
  expect(second.request.system).toBe(first.request.system);
  expect(second.request.cachePrefix).toBe(true);
  expect(second.request.turns.map(({ role, text }) => `${role}: ${text}`).slice(1)).toEqual([
    'assistant: Ana leads.',
    'user: And who pays?',
  ]);
});

it('knows which models wrote the turns of a chat, and sends no more than the turns', () => {
  const said = HISTORY.map((turn) => (turn.role === 'user' ? turn : { ...turn, by: 'claude-haiku-5-5' }));
  const plan = whole(
    actionFor('chat').plan(aMaterial(PAGE, { history: said }), { ...OPTIONS, question: 'And who pays?' }),
  );
  expect(plan.writers).toEqual(['claude-haiku-5-5']);
  expect(plan.request).toEqual(chatWith().request);
});

it('shows the passages of a long page with the message that they were chosen for', () => {
  const turns = chatWith(longPage(80, 12)).request.turns;
  expect(turns.map(({ sources }) => (sources ?? []).length > 0)).toEqual([false, false, true]);
  expect(turns.at(-1)?.text).toMatch(/Message: And who pays\?$/);
});

it('lets the oldest turns of a long chat go, and begins with the person', () => {
  const history = Array.from({ length: 40 }, (_, at) => ({
    role: at % 2 === 0 ? ('user' as const) : ('assistant' as const),
    text: `Turn ${at} ${'words '.repeat(2000)}`,
  }));
  const plan = whole(
    actionFor('chat').plan(aMaterial(PAGE, { history }), { ...OPTIONS, question: 'So?', contextTokens: 100_000 }),
  );
  expect(estimateRequest(plan.request)).toBeLessThan(50_000);
  expect(plan.request.turns[0]).toMatchObject({ role: 'user' });
  expect(plan.request.turns.at(-2)?.text).toContain('Turn 39');
  expect(plan.request.turns.length).toBeGreaterThan(4);
  expect(rewriteFor(factsFor('claude-sonnet-5-5'), plan.request).turns).toHaveLength(plan.request.turns.length);
});

it('quotes the passages themselves when no model may answer', () => {
  const free = actionFor('ask').modelFree(aMaterial(PAGE), { ...OPTIONS, question: 'What may a hotel night cost?' });
  expect(free.markdown).toContain('at most 140 euros');
  expect(free.cited[0]).toMatchObject({ page: 0, start: 1, end: 2 });
  const none = actionFor('ask').modelFree(aMaterial(PAGE), { ...OPTIONS, question: 'Xylophone?' });
  expect(none).toEqual({ markdown: 'Nothing on this page has the words of the question.', cited: [] });
});

it('knows a question again by its words, however they are spaced', () => {
  const input = { action: 'ask', question: 'Who  leads it? ', length: 'medium' } as const;
  const key = questionKey(input, [PAGE.id]);
  expect(questionKey({ ...input, question: 'who leads it?' }, [PAGE.id])).toBe(key);
  const others = [
    questionKey({ ...input, question: 'Who led it?' }, [PAGE.id]),
    questionKey({ ...input, action: 'chat' }, [PAGE.id]),
    questionKey({ ...input, length: 'long' }, [PAGE.id]),
    questionKey({ ...input, language: 'de' }, [PAGE.id]),
    questionKey(input, [aPage({ title: 'Other' }).id]),
  ];
  expect(new Set([key, ...others]).size).toBe(6);
});

it('offers every action by one list, with at most four suggested keys besides the one that opens', () => {
  expect(ACTION_DOORS.map(({ id }) => id)).toEqual([
    'summarize',
    'brief',
    'tasks',
    'wiki',
    'document',
    'write',
    'search',
    'ask',
    'chat',
  ]);
  expect(ACTION_DOORS.filter(({ shortcut }) => shortcut !== undefined).length).toBeLessThanOrEqual(3);
  const answered = ACTION_DOORS.flatMap(({ id }) => (id === 'search' ? [] : [id]));
  expect(answered.map((id) => actionFor(id).id)).toEqual(answered);
});
