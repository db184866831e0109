import { describe, expect, it } from 'vitest';

import { answeredBy } from '../../components/kit/answered-by.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { Provenance } from '../../lib/jobs/answer.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';

const NOW = 1_800_000_000_000;
const SONNET = 'claude-sonnet-5-5';

function words(change: Partial<Provenance>, ageMs = 0): string {
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
  return answeredBy({ provenance, updatedAt: NOW - ageMs }, NOW, []).line;
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
    expect(words({ answeredBy: 'claude-haiku-5-5', ...failedWith('model-overloaded') })).toBe(
      'Answered by Claude Haiku 5.5; Claude Sonnet 5.5 was asked and was overloaded',
    );
    expect(words({ answeredBy: 'claude-haiku-5-5' })).toBe(
      'Answered by Claude Haiku 5.5; Claude Sonnet 5.5 was asked and did not answer',
    );
  });

  it('says that no model was used, and why where the trail tells', () => {
    expect(unanswered({})).toBe('No model used');
    expect(unanswered({ asked: SONNET })).toBe('No model used');
    expect(unanswered({ asked: SONNET, ...failedWith('claude-spend-limit') })).toBe(
      'No model used; Claude Sonnet 5.5 was refused: the spend limit is reached',
    );
  });

  it('gives age, tokens and cost', () => {
    const usage = { inputTokens: 8000, outputTokens: 506, cacheReadTokens: 400, cacheWriteTokens: 12 };
    expect(words({ usage, costUsd: 0.0219 }, 130 * 60_000)).toBe(
      'Answered by Claude Sonnet 5.5 · 2 h ago · 8,918 tokens · $0.022',
    );
    expect(words({ usage })).toBe('Answered by Claude Sonnet 5.5 · 8,918 tokens · price unknown');
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
