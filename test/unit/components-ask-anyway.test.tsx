import { expect, it, vi } from 'vitest';
import { ResultActions } from '../../components/kit/result-parts.tsx';
import type { Answer } from '../../lib/jobs/answer.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import { FakeDesk } from '../fixtures/fake-desk.ts';
import { aJob, anAnswer } from '../fixtures/memory-stores.ts';
import { aPage } from './actions-pages.ts';
import { rendered } from './rendered.ts';

const CITATION: Answer['citations'][number] = {
  n: 1,
  pageId: aPage({ title: 'Travel' }).id,
  title: 'Travel',
  url: 'https://app.notion.com/p/1',
  quote: 'A hotel night.',
  start: 0,
  end: 1,
};
const UNSURE = anAnswer('unsure', { notFound: true, citations: [CITATION] });

function buttons(answer: Answer, onRetry: (model?: string) => void): readonly HTMLButtonElement[] {
  const job = aJob('job', { state: 'done', answerId: answer.id });
  const place = rendered(
    <ResultActions
      desk={new FakeDesk()}
      state={{ phase: 'done', answer, failure: undefined, standIns: [] }}
      view={{ job, answer }}
      models={KNOWN_MODELS}
      now={0}
      asked="none"
      connected={{ claude: 'connected', notion: 'missing' }}
      onRetry={onRetry}
      onProceed={() => undefined}
    />,
  );
  return [...place.querySelectorAll('button')];
}

it('offers to ask Claude anyway where words alone found no answer', () => {
  const onRetry = vi.fn();
  const anyway = buttons(UNSURE, onRetry).find(({ textContent }) => textContent === 'Ask Claude anyway');
  anyway?.click();
  expect(onRetry).toHaveBeenCalledWith(KNOWN_MODELS[0]?.id);
});

it.each([
  ['the passages are likely to answer', anAnswer('sure', { citations: [CITATION] })],
  ['there is nothing to show it', anAnswer('nothing', { notFound: true })],
])('does not where %s', (_why, answer) => {
  const names = buttons(answer, () => undefined).map(({ textContent }) => textContent);
  expect(names).toContain('Retry');
  expect(names).not.toContain('Ask Claude anyway');
});
