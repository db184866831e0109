import { describe, expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import { prepareGaps } from '../../lib/flows/gaps-job.ts';
import type { GapCheck } from '../../lib/gaps/gap-check.ts';
import type { Gap } from '../../lib/gaps/gap.ts';
import { tellGaps } from '../../lib/gaps/tell-gaps.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import { createBench } from '../fixtures/answering.ts';

const PAGE = parsePageId('a'.repeat(32));
if (PAGE === undefined) throw new Error('no id');
const page = PAGE;

const gap = (subject: string, quote = `The ${subject} is green.`): Gap => ({
  key: subject,
  kind: 'unexplained',
  subject,
  pages: 3,
  weight: 3,
  evidence: [{ pageId: page, title: 'Plan', url: 'https://app.notion.com/p/plan', quote }],
});

const check = (more: Partial<GapCheck> = {}): GapCheck => ({
  id: 'all all',
  scope: {},
  checkedAt: 1_000,
  pages: 12,
  notHere: 0,
  complete: true,
  gaps: [gap('SLO'), gap('PMO')],
  aside: [],
  ...more,
});

describe('what a check for gaps is told as', () => {
  it('says what is new since when, and shows that alone', () => {
    const told = tellGaps(check({ fresh: ['PMO'], since: Date.parse('2026-11-14T08:00:00Z') }));
    expect(told.split('\n')[0]).toBe('1 new since 2026-11-14; 2 gaps in 12 pages.');
    expect(told).toContain('**PMO** (“The PMO is green.”, in Plan)');
    expect(told).not.toContain('SLO');
  });

  it('shows everything after the first check, and nothing that was put aside', () => {
    const told = tellGaps(check({ aside: ['SLO'] }));
    expect(told.split('\n')[0]).toBe('1 gap found in 12 pages, at the first check.');
    expect(told).toContain('PMO');
    expect(told).not.toContain('SLO');
  });

  it('takes nothing in the words of pages for Markdown', () => {
    const told = tellGaps(check({ gaps: [gap('X', '![x](https://evil.example/a.png)\n# Heading')] }));
    expect(told).not.toMatch(/!\[x\]\(|^# Heading/mu);
  });
});

describe('a check for gaps as a job', () => {
  const input: JobInput = {
    action: 'gaps',
    question: 'Gaps in everything',
    length: 'short',
    model: 'none',
    particulars: { of: 'gaps', scope: {}, askedAt: 5_000 },
  };
  const asks = (kept: GapCheck | undefined) => {
    let checks = 0;
    const bench = createBench({
      answer(): AsyncGenerator<never> {
        throw new Error('no model is asked');
      },
      countTokens: async () => 0,
      models: async () => KNOWN_MODELS,
    });
    const ports = {
      ...bench,
      action: actionFor,
      keptGaps: async () => kept,
      checkGaps: async () => {
        checks += 1;
        return check({ checkedAt: 6_000, gaps: [gap('NEW')] });
      },
    };
    return { ports, checks: () => checks };
  };

  it('looks, and asks no model', async () => {
    const { ports, checks } = asks(check());
    const prepared = await prepareGaps(ports, input, new AbortController().signal, () => {});
    expect([prepared.nothingToAsk, checks()]).toEqual([true, 1]);
    expect(prepared.modelFree().markdown).toContain('NEW');
  });

  it('tells what an earlier life of it has found, so that nothing new is lost by a death', async () => {
    const { ports, checks } = asks(check({ checkedAt: 5_500, fresh: ['PMO'], since: 10 }));
    const prepared = await prepareGaps(ports, input, new AbortController().signal, () => {});
    expect(checks()).toBe(0);
    expect(prepared.modelFree().markdown).toContain('PMO');
  });
});
