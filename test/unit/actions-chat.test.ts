import { expect, it } from 'vitest';
import { chat } from '../../lib/actions/chat.ts';
import { compact } from '../../lib/actions/compact.ts';
import type { Material } from '../../lib/actions/action.ts';
import { OPTIONS, aMaterial, aPage, paragraph } from './actions-pages.ts';

const front = aPage({ title: 'Launch plan', blocks: [paragraph('It launches in May.')] });
const named = aPage({ title: 'Budget', blocks: [paragraph('It costs 40,000.')] });
const history = [
  { role: 'user', text: 'When?' },
  { role: 'assistant', text: 'In May.', by: 'claude-sonnet-5-5' },
] as const;

function turnsOf(material: Material, question: string) {
  const plan = chat.plan(material, { ...OPTIONS, question });
  if (plan.kind !== 'whole') throw new Error('not one request');
  return { turns: plan.request.turns, places: plan.places };
}

it('shows the page with the first turn and the pages that a message names with that message', () => {
  const { turns, places } = turnsOf(aMaterial(front, { related: [named], history }), 'And the cost?');
  expect(turns.map(({ sources = [] }) => sources.map(({ title }) => title))).toEqual([['Launch plan'], [], ['Budget']]);
  expect(turns.at(-1)?.text).toContain('names with @');
  // A citation of the second source leads to the named page.
  expect(places[1]?.[0]?.[0]?.page).toBe(1);
});

it('says that no page goes along where none does', () => {
  const nothing = { ...front, title: '', blocks: [] };
  const { turns, places } = turnsOf(aMaterial(nothing), 'Hello');
  expect(turns[0]?.text).toContain('No page goes with this message.');
  expect(turns[0]?.sources ?? []).toEqual([]);
  expect(places).toEqual([]);
});

it('summarizes a conversation from what was said, without any page', () => {
  const plan = compact.plan(aMaterial(front, { history }), OPTIONS);
  if (plan.kind !== 'whole') throw new Error('not one request');
  expect(plan.request.turns.map(({ role, sources }) => [role, sources])).toEqual([
    ['user', undefined],
    ['assistant', undefined],
    ['user', undefined],
  ]);
  expect(plan.request.turns.at(-1)?.text).toMatch(/^Summarize this conversation/);
  expect(compact.modelFree(aMaterial(front, { history }), OPTIONS).markdown).toContain('the oldest turns are left out');
});
