import { expect, it } from 'vitest';
import type { ModelFacts, ModelRequest, Turn } from '../../lib/models/answer-event.ts';
import { factsFor, KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import { rewriteFor } from '../../lib/models/rewrite.ts';

function aRequest(differs: Partial<ModelRequest> = {}): ModelRequest {
  return { system: 'Answer.', turns: [user('Hello')], maxTokens: 900, effort: 'medium', ...differs };
}

const user = (text: string): Turn => ({ role: 'user', text });
const assistant = (text: string): Turn => ({ role: 'assistant', text });
const turnsOf = (turns: readonly Turn[]) => rewriteFor(factsFor('claude-sonnet-5-5'), aRequest({ turns })).turns;

it.each([
  ['claude-sonnet-5-5', { thinking: 'between_tools', effort: 'medium', maxTokens: 900 }],
  ['claude-haiku-5-5', { thinking: 'disabled', effort: 'medium', maxTokens: 900 }],
  ['claude-opus-5-5', { thinking: 'adaptive', effort: 'low', maxTokens: 8_900 }],
  ['claude-fable-5-2', { thinking: 'adaptive', effort: 'low', maxTokens: 8_900 }],
])('asks %s for the least thinking that it allows', (model, expected) => {
  expect(rewriteFor(factsFor(model), aRequest())).toMatchObject(expected);
});

it('says nothing of effort and thinking to a model that may not know them', () => {
  const rewritten = rewriteFor(factsFor('claude-haiku-4-5-20251001'), aRequest());
  expect(rewritten).not.toHaveProperty('effort');
  expect(rewritten).not.toHaveProperty('thinking');
  expect(rewriteFor(factsFor('model-of-tomorrow'), aRequest())).not.toHaveProperty('thinking');
});

it('thinks as hard as it was told, even where thinking cannot be turned off', () => {
  expect(rewriteFor(factsFor('claude-opus-5-5'), aRequest({ effort: 'high' })).effort).toBe('high');
});

it('never asks for more than a model can write', () => {
  expect(rewriteFor({ ...factsFor('claude-sonnet-5-5'), outputTokens: 300 }, aRequest()).maxTokens).toBe(300);
});

it('puts no words into the mouth of the model', () => {
  expect(turnsOf([user('a'), assistant('b')])).toEqual([user('a')]);
  expect(turnsOf([assistant('stray'), user('a')])).toEqual([user('a')]);
});

it('leaves out empty turns and joins what they parted', () => {
  expect(turnsOf([user('a'), assistant('  '), user('b'), assistant('c'), user('d')])).toEqual([
    user('a\n\nb'),
    assistant('c'),
    user('d'),
  ]);
});

it('keeps the places of sources and items when it joins, fills and drops', () => {
  const source = (title: string, items: readonly string[]) => ({ title, url: 'https://www.notion.so/x', items });
  const turns: Turn[] = [
    { role: 'user', text: '', sources: [source('A', ['1', ' ', '3'])] },
    assistant(''),
    { role: 'user', text: 'b', sources: [source('', []), source('C', ['4'])] },
  ];
  expect(turnsOf(turns)[0]?.sources).toEqual([
    source('A', ['1', '—', '3']),
    source('Untitled', ['—']),
    source('C', ['4']),
  ]);
});

const call = (id: string) => ({ id, name: 'search', input: { query: id } });
const result = (id: string) => ({ id, text: `found ${id}` });

it('keeps each call right before its result, and what was cut between the two out', () => {
  const called: Turn = { role: 'assistant', text: '', calls: [call('1'), call('2')] };
  const answered: Turn = { role: 'user', text: '', results: [result('2'), result('9')] };
  expect(turnsOf([user('a'), called, answered])).toEqual([
    user('a'),
    { role: 'assistant', text: '', calls: [call('2')] },
    { role: 'user', text: '', results: [result('2')] },
  ]);
  expect(turnsOf([user('a'), called, user('b')])).toEqual([user('a\n\nb')]);
  expect(turnsOf([called, { ...answered, text: 'b' }])).toEqual([user('b')]);
});

it('tells a model that cannot call what was found as words, and offers it nothing', () => {
  const turns: Turn[] = [
    user('a'),
    { role: 'assistant', text: 'I look.', calls: [call('1')] },
    { role: 'user', text: 'and?', results: [result('1')] },
  ];
  const tools = [{ name: 'search', description: '', input: {} }];
  const facts: ModelFacts = { ...factsFor('claude-sonnet-5-5'), tools: false, schemas: false };
  const rewritten = rewriteFor(facts, aRequest({ turns, tools, schema: { type: 'object' } }));
  expect(rewritten.turns).toEqual([user('a'), assistant('I look.'), user('found 1\n\nand?')]);
  expect(rewritten).not.toHaveProperty('tools');
  expect(rewritten).not.toHaveProperty('schema');
});

it('takes what the endpoint says over what the table says', () => {
  const listed: ModelFacts = { ...factsFor('claude-haiku-5-5'), contextTokens: 5, thinking: [] };
  expect(factsFor('claude-haiku-5-5', [listed])).toEqual(listed);
  expect(factsFor('claude-haiku-5-5-20261007', [listed])).toMatchObject({ contextTokens: 5 });
});

it('names each model of the table once', () => {
  expect(new Set(KNOWN_MODELS.map(({ id }) => id)).size).toBe(KNOWN_MODELS.length);
  expect(KNOWN_MODELS.length).toBeGreaterThan(5);
});
