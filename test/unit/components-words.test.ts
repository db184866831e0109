import { describe, expect, it } from 'vitest';

import { ago } from '../../components/kit/age.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { bytes, counted } from '../../components/kit/amount.ts';
import { resultState } from '../../components/kit/result-state.ts';
import { starters } from '../../components/kit/starters.ts';
import { toMarkdown } from '../../components/kit/to-markdown.ts';
import { toRichText } from '../../components/kit/to-rich-text.ts';
import { workingWords } from '../../components/kit/working-words.ts';
import type { Citation } from '../../lib/jobs/answer.ts';
import { STATES, viewOf } from '../fixtures/gallery/scenes.ts';

const NOW = 1_800_000_000_000;

const sourceOf = (change: Partial<Citation>): Citation => {
  const [citation] = viewOf('done', NOW)?.answer?.citations ?? [];
  if (!citation) throw new Error('the scene has no citation');
  return { ...citation, ...change };
};

describe('words for numbers', () => {
  it('rounds ages down to what helps', () => {
    const minute = 60_000;
    expect(
      [0, 59_999, minute, 59 * minute, 60 * minute, 25 * 60 * minute, 49 * 60 * minute].map((ms) => ago(NOW - ms, NOW)),
    ).toEqual(['just now', 'just now', '1 min ago', '59 min ago', '1 h ago', '1 day ago', '2 days ago']);
    expect(ago(NOW + minute, NOW)).toBe('just now');
  });

  it('keeps the digits that tell small costs apart', () => {
    expect([0, 0.0004, 0.0021, 0.0219, 0.1, 12.345].map(dollars)).toEqual([
      '$0',
      'under $0.001',
      '$0.002',
      '$0.022',
      '$0.10',
      '$12.35',
    ]);
  });

  it('counts in words and in bytes', () => {
    expect([counted(1, 'section'), counted(1200, 'section')]).toEqual(['1 section', '1,200 sections']);
    expect([0, 999, 4_215_330, 214_000_000].map(bytes)).toEqual(['0 B', '999 B', '4.2 MB', '214 MB']);
  });
});

describe('words for work', () => {
  it('says what is being read, asked and written', () => {
    const words = (doing: 'reading' | 'sections' | 'asking' | 'writing', done: number, total: number): string =>
      workingWords({ state: 'running', progress: { doing, done, total } }, 'Claude Sonnet 5.5');
    expect(words('sections', 14, 40)).toBe('Reading 14 of 40 sections');
    expect(words('reading', 0, 0)).toBe('Reading the page');
    expect(words('asking', 0, 0)).toBe('Asking Claude Sonnet 5.5');
    expect(words('writing', 0, 0)).toBe('Claude Sonnet 5.5 is writing');
    expect(workingWords({ state: 'queued' }, '')).toBe('Starting');
    expect(workingWords({ state: 'paused', progress: { doing: 'sections', done: 1, total: 2 } }, '')).toBe(
      'Paused after 1 of 2 sections',
    );
  });
});

describe('what is shown of a job', () => {
  it('has a phase for every state of the gallery', () => {
    const phases = STATES.map((state) => {
      const view = viewOf(state, NOW);
      return view && resultState(view).phase;
    });
    expect(phases).toEqual([
      undefined,
      'working',
      'working',
      'streaming',
      'done',
      'done',
      'done',
      'done',
      'waiting',
      'failed',
      'failed',
      'done',
      'done',
      'done',
      'done',
      'done',
      'failed',
    ]);
  });

  it('shows a failure with the last good answer first, then the one without a model', () => {
    const view = viewOf('failed', NOW);
    if (!view) throw new Error('no view');
    const state = resultState(view);
    expect(state.failure?.code).toBe('model-overloaded');
    expect(state.standIns.map(({ id }) => id)).toEqual([view.lastGood?.id, view.modelFree?.id]);
  });

  it('keeps a partial answer beside its failure', () => {
    const partial = viewOf('streaming', NOW);
    if (!partial) throw new Error('no view');
    const state = resultState({
      ...partial,
      job: { ...partial.job, state: 'failed', failure: { code: 'claude-cut' } },
    });
    expect([state.phase, state.failure?.code, state.answer?.id]).toEqual(['failed', 'claude-cut', partial.answer?.id]);
  });

  it('takes a failed job without a cause for a bug of ours', () => {
    const view = viewOf('working', NOW);
    if (!view) throw new Error('no view');
    expect(resultState({ job: { ...view.job, state: 'failed' } }).failure).toEqual({ code: 'bug' });
  });
});

describe('copies', () => {
  it('writes citations as footnotes and says who answered', () => {
    const citation = sourceOf({ title: 'Plan [draft]', quote: 'Two\nlines', url: 'https://app.notion.com/p' });
    expect(toMarkdown('Moved.[^1]\n', [citation], 'Answered by Claude Sonnet 5.5')).toBe(
      'Moved.[^1]\n\n[^1]: [Plan \\[draft\\]](https://app.notion.com/p): “Two lines”\n\n_Answered by Claude Sonnet 5.5_\n',
    );
  });

  it('escapes titles and quotes, and links only to http', () => {
    const hostile = sourceOf({ title: '<b>T</b>', quote: '"q" & <i>', url: 'javascript:alert(1)' });
    expect(toRichText('**x**[^1]', [hostile], 'No model used')).toBe(
      [
        '<p><strong>x</strong><sup>[1]</sup></p>',
        '<ol><li value="1">&lt;b&gt;T&lt;/b&gt;: &quot;q&quot; &amp; &lt;i&gt;</li></ol>',
        '<p><em>No model used</em></p>',
      ].join('\n'),
    );
  });
});

describe('starters', () => {
  it('are three questions about the very page, short enough for a button', () => {
    const made = starters('A title that is far too long to stand on a button of any panel');
    expect(made).toHaveLength(3);
    for (const question of made) expect(question).toContain('“A title that is far too long to stand');
    expect(Math.max(...made.map((question) => question.length))).toBeLessThan(90);
  });
});
