import { describe, expect, it } from 'vitest';
import { markOf } from '../chaos/policy/browser-workspace.ts';
import { OTHER } from '../chaos/policy/plan-policy.ts';
import { createRules } from '../chaos/policy/rules-in-force.ts';
import { DEFAULT_BUDGET } from '../../lib/settings/budget.ts';

const request = (method: string, host = 'api.anthropic.com') => ({
  host,
  method,
  url: new URL(`https://${host}/v1/messages`),
  headers: {},
  body: method === 'GET' ? '' : JSON.stringify({ model: 'claude-sonnet-5-5', said: `${markOf(0)} is here` }),
});

function setUp() {
  const facts = { at: 1_000_000, spent: 0 };
  const rules = createRules({ providers: [OTHER] }, { now: () => facts.at, spentUsd: () => facts.spent });
  return { facts, rules };
}

describe('the rules that the world’s log is held to', () => {
  it('lets both rules hold while one is told, and the new one alone soon after', async () => {
    const { facts, rules } = setUp();
    await rules.tell({ claudeSees: [] }, async () => {
      expect(rules.wrongIn(request('POST'))).toBeUndefined();
    });
    expect(rules.wrongIn(request('POST'))).toBeUndefined();
    facts.at += 1_000;
    expect(rules.wrongIn(request('POST'))).toBe('a internal page');
  });

  it('forbids what goes out once a budget is spent', async () => {
    const { facts, rules } = setUp();
    await rules.tell({ budget: { ...DEFAULT_BUDGET, dayUsd: 0.1 } }, async () => {});
    facts.at += 1_000;
    facts.spent = 0.09;
    expect(rules.wrongIn(request('POST'))).toBeUndefined();
    facts.spent = 0.1;
    expect(rules.wrongIn(request('POST'))).toBe('a request beyond the budget');
  });

  it('lets a list of models be looked at wherever the organization lets anybody be asked', async () => {
    const { facts, rules } = setUp();
    await rules.tell({ claudeSees: [], managed: { state: 'set', policy: { providers: ['openai'] } } }, async () => {});
    facts.at += 1_000;
    expect(rules.wrongIn(request('GET'))).toBe('a request that the organization does not allow');
    expect(rules.wrongIn(request('GET', 'api.openai.example'))).toBeUndefined();
  });
});
