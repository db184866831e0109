import { expect, it } from 'vitest';
import type { ModelRequest } from '../../lib/models/answer-event.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import { estimateRequest, estimateTokens } from '../../lib/models/estimate-tokens.ts';
import { modelName } from '../../lib/models/model-name.ts';
import { costOf } from '../../lib/models/prices.ts';

const MILLION = 1_000_000;

it.each([
  ['claude-sonnet-5-5', { inputTokens: MILLION }, 2],
  ['claude-sonnet-5-5', { outputTokens: MILLION }, 10],
  ['claude-sonnet-5-5', { cacheReadTokens: MILLION }, 0.1],
  ['claude-sonnet-5-5', { cacheWriteTokens: MILLION }, 2.5],
  ['claude-opus-5-5', { inputTokens: 1000, outputTokens: 1000 }, 0.024],
  ['claude-haiku-5-5', { inputTokens: 100_000, outputTokens: 1000 }, 0.0105],
  ['claude-haiku-5-5', { inputTokens: 60_000, cacheReadTokens: 40_001 }, 0.03200005],
  ['claude-haiku-5-5-20261007', { outputTokens: MILLION }, 0.5],
])('prices %s for %o', (model, usage, dollars) => {
  expect(costOf(model, { ...NO_USAGE, ...usage })).toBeCloseTo(dollars, 9);
});

it('has no price for a model that it does not know, rather than a wrong one', () => {
  expect(costOf('claude-mythos-5-2', { ...NO_USAGE, inputTokens: 5 })).toBeUndefined();
});

it('lets the person correct a price', () => {
  const corrections = { 'claude-mythos-5-2': { input: 20, output: 100 }, 'claude-sonnet-5-5': { input: 1, output: 1 } };
  expect(costOf('claude-mythos-5-2', { ...NO_USAGE, inputTokens: MILLION }, corrections)).toBe(20);
  expect(costOf('claude-sonnet-5-5', { ...NO_USAGE, cacheReadTokens: MILLION }, corrections)).toBeCloseTo(0.1);
});

it.each([
  ['claude-sonnet-5-5', 'Claude Sonnet 5.5'],
  ['claude-fable-5', 'Claude Fable 5'],
  ['claude-haiku-4-5-20251001', 'Claude Haiku 4.5'],
  ['claude-mythos-preview', 'Claude Mythos Preview'],
  ['gpt-5', 'gpt-5'],
])('calls %s %s', (id, name) => expect(modelName(id)).toBe(name));

it('estimates close to what texts cost, rather too much than too little', () => {
  expect(estimateTokens('The quick brown fox jumps over the lazy dog.')).toBeGreaterThanOrEqual(10);
  expect(estimateTokens('The quick brown fox jumps over the lazy dog.')).toBeLessThanOrEqual(15);
  expect(estimateTokens('予算は四万ユーロです。')).toBe(11);
  expect(estimateTokens('Бюджет')).toBe(3);
  expect(estimateTokens('')).toBe(0);
});

it('counts everything that is sent', () => {
  const plain: ModelRequest = { system: '', turns: [{ role: 'user', text: 'a' }], maxTokens: 1 };
  const source = { title: 'T', url: 'u', items: ['x'.repeat(360), 'y'.repeat(360)] };
  const shown: ModelRequest = { ...plain, turns: [{ role: 'user', text: 'a', sources: [source] }] };
  expect(estimateRequest(shown) - estimateRequest(plain)).toBeGreaterThanOrEqual(200);
});
