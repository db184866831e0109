import { describe, expect, it } from 'vitest';

import { answeredBy } from '../../components/kit/answered-by.ts';
import type { AnsweredBy } from '../../components/kit/answered-by.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { Provenance } from '../../lib/jobs/answer.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';

const NOW = 1_800_000_000_000;
const SONNET = 'claude-sonnet-5-5';
const HAIKU = 'claude-haiku-5-5';

const words = (change: Partial<Provenance>, ageMs = 0): string => told(change, ageMs).line;

function told(change: Partial<Provenance>, ageMs = 0): AnsweredBy {
  const provenance: Provenance = {
    asked: SONNET,
    answeredBy: SONNET,
    provider: 'claude',
    trail: [],
    usage: NO_USAGE,
    sources: '',
    completeness: { seen: 'api', missingBlocks: 0 },
    ...change,
  };
  return answeredBy({ provenance, updatedAt: NOW - ageMs }, NOW, []);
}

const failedWith = (code: FailureCode): Pick<Provenance, 'trail'> => ({
  trail: [{ model: SONNET, startedAt: 0, endedAt: 1, outcome: { code } }],
});

/** A provenance without the answering model: no model was used. */
function unanswered(change: Partial<Provenance>): string {
  const provenance: Provenance = {
    provider: 'none',
    trail: [],
    usage: NO_USAGE,
    sources: '',
    completeness: { seen: 'api', missingBlocks: 0 },
    ...change,
  };
  return answeredBy({ provenance, updatedAt: NOW }, NOW, []).line;
}

describe('the line under an answer', () => {
  it('names the model alone when it is the one that was asked', () => {
    expect(words({})).toBe('Answered by Claude Sonnet 5.5');
    expect(words({ answeredBy: `${SONNET}-20261001` })).toBe('Answered by Claude Sonnet 5.5');
  });

  it('tells of a question over many pages how many were searched and shown', () => {
    const searched = { pages: 1_240, shown: 3 };
    expect(words({ searched })).toBe('Answered by Claude Sonnet 5.5 · from 3 pages of 1,240 searched');
    expect(words({ searched, completeness: { seen: 'api', missingBlocks: 1 } })).toContain('1 block of these pages');
    expect(unanswered({ searched: { pages: 0, shown: 0 } })).toBe('No model used');
  });

  it('names the model that was asked, and why it did not answer', () => {
    expect(told({ answeredBy: HAIKU, ...failedWith('model-overloaded') }).headline).toBe(
      'Answered by Claude Haiku 5.5; Claude Sonnet 5.5 was asked and was overloaded',
    );
    expect(words({ answeredBy: HAIKU })).toBe(
      'Answered by Claude Haiku 5.5; Claude Sonnet 5.5 was known to be out of service',
    );
  });

  it('says that no model was used, and why where the trail tells', () => {
    expect(unanswered({})).toBe('No model used');
    expect(unanswered({ asked: SONNET })).toBe('No model used');
    expect(unanswered({ asked: SONNET, ...failedWith('claude-spend-limit') })).toMatch(
      /^No model used; Claude Sonnet 5\.5 was refused: the spend limit is reached\. What was tried: /u,
    );
  });

  it('names the provider where it is not Claude', () => {
    const ollama = { provider: 'openai:1', providerName: 'Ollama on this computer' } as const;
    expect(words({ ...ollama, answeredBy: 'llama3.2' })).toBe(
      'Answered by llama3.2 on Ollama on this computer; Claude Sonnet 5.5 was known to be out of service',
    );
    expect(words({ ...ollama, asked: 'llama3.2', answeredBy: 'llama3.2' })).toBe(
      'Answered by llama3.2 on Ollama on this computer',
    );
    expect(told({ provider: 'built-in', answeredBy: 'built-in', ...failedWith('offline') }).headline).toBe(
      'Answered by the browser’s own model; Claude Sonnet 5.5 was asked and could not be reached: this device was offline',
    );
  });

  it('tells a gateway’s answer from Claude’s own, though the model is the same', () => {
    const gateway = { provider: 'gateway:acme', providerName: 'Acme gateway' } as const;
    expect(told({ ...gateway, ...failedWith('claude-unavailable') }).headline).toBe(
      'Answered by Claude Sonnet 5.5 on Acme gateway; Claude Sonnet 5.5 was asked and was unavailable',
    );
    const refused = { code: 'claude-edge-block', provider: 'Acme gateway' } as const;
    const trail = [{ model: SONNET, provider: 'gateway:acme', startedAt: 0, endedAt: 1, outcome: refused }] as const;
    expect(told({ trail }).headline).toBe(
      'Answered by Claude Sonnet 5.5; Claude Sonnet 5.5 on Acme gateway was asked and could not be reached: a gateway refused',
    );
  });

  it('tells each rung that was tried with its cause and its time, and in one line for copies', () => {
    const trail = [
      { model: SONNET, startedAt: NOW - 9000, endedAt: NOW - 6900, outcome: { code: 'model-overloaded' } },
      { model: HAIKU, provider: 'claude', startedAt: NOW - 6900, endedAt: NOW - 900, outcome: 'answered' },
    ] as const;
    const { tried, line } = told({ answeredBy: HAIKU, trail });
    expect(tried.map(({ what }) => what)).toEqual(['Claude Sonnet 5.5 was overloaded', 'Claude Haiku 5.5 answered']);
    expect(tried.map(({ when }) => when)).toEqual([
      expect.stringMatching(/^\d+:\d\d.*, after 2\.1 s$/u),
      expect.stringMatching(/^\d+:\d\d.*, took 6\.0 s$/u),
    ]);
    expect(line).toContain('overloaded. What was tried: Claude Sonnet 5.5 was overloaded (');
    expect(told({ trail: trail.slice(1) }).tried).toEqual([]);
  });

  it('says that sources were matched on the device', () => {
    expect(words({ citedBy: 'device', completeness: { seen: 'screen', missingBlocks: 0 } })).toBe(
      'Answered by Claude Sonnet 5.5. It saw only what was on the screen. This model cannot cite: its sentences were matched to their sources on this device.',
    );
  });

  it('gives age, tokens and cost', () => {
    const usage = { inputTokens: 8000, outputTokens: 506, cacheReadTokens: 400, cacheWriteTokens: 12 };
    expect(words({ usage, costUsd: 0.0219 }, 130 * 60_000)).toBe(
      'Answered by Claude Sonnet 5.5 · 2 h ago · 8,918 tokens · $0.022',
    );
    expect(words({ usage })).toBe('Answered by Claude Sonnet 5.5 · 8,918 tokens · price unknown');
    expect(words({ usage, costUsd: 0 })).toBe('Answered by Claude Sonnet 5.5 · 8,918 tokens · $0');
  });

  it('says what the answer could not see', () => {
    const screen = { seen: 'screen', missingBlocks: 0 } as const;
    expect(words({ completeness: screen })).toBe('Answered by Claude Sonnet 5.5. It saw only what was on the screen.');
    expect(words({ completeness: { ...screen, failure: { code: 'notion-not-shared' } } })).toBe(
      'Answered by Claude Sonnet 5.5. It saw only what was on the screen. Notion does not show this page to your token.',
    );
    expect(words({ completeness: { seen: 'api', missingBlocks: 1 } })).toContain('1 block of this page');
    expect(words({ completeness: { seen: 'api', missingBlocks: 7 } })).toContain('7 blocks of this page');
  });

  it('takes the name of a model from the service where it gave one', () => {
    const provenance: Provenance = {
      asked: 'claude-x',
      answeredBy: 'claude-x-20261101',
      provider: 'claude',
      trail: [],
      usage: NO_USAGE,
      sources: '',
      completeness: { seen: 'api', missingBlocks: 0 },
    };
    const named = {
      id: 'claude-x',
      name: 'Claude X (preview)',
      lifecycle: 'active',
      contextTokens: 1,
      outputTokens: 1,
      citations: false,
      efforts: [],
      thinking: [],
    } as const;
    expect(answeredBy({ provenance, updatedAt: NOW }, NOW, [named]).headline).toBe('Answered by Claude X (preview)');
  });
});
