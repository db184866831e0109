import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Options } from '../../components/options/options.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import { asJobId } from '../../lib/base/ids.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { aJob, anAnswer } from '../fixtures/memory-stores.ts';
import { NOW, show } from '../fixtures/show-surface.ts';

const MINUTE = 60_000;
const OVERLOADED = { code: 'model-overloaded', model: 'claude-sonnet-5-5' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const waits = (id: string, differs: Partial<Job> = {}): JobView => ({
  job: aJob(id, {
    input: { action: 'ask', length: 'short', question: 'Who owns the budget?', scope: { kind: 'everywhere' } },
    state: 'waiting',
    wait: { cause: OVERLOADED, since: NOW - 12 * MINUTE, expiresAt: NOW + 1_400 * MINUTE },
    createdAt: NOW - 12 * MINUTE,
    ...differs,
  }),
});

const ran = (id: string, differs: Partial<Job> = {}, costUsd = 0.02): JobView => {
  const answer = anAnswer(`answer of ${id}`);
  const waited = { since: NOW - 90 * MINUTE, expiresAt: NOW + MINUTE, ranAt: NOW - 2 * MINUTE };
  const { job } = waits(id, { state: 'done', waited, updatedAt: NOW - MINUTE, ...differs });
  const { wait: _over, ...ended } = job;
  return { job: ended, answer: { ...answer, provenance: { ...answer.provenance, costUsd } } };
};

describe.each([
  ['popup', () => show('popup', 'empty', (desk) => <Popup desk={desk} />)],
  ['side panel', () => show('side-panel', 'empty', (desk) => <SidePanel desk={desk} />)],
] as const)('the queue in the %s', (_name, open) => {
  it('is not there while nothing waits and nothing has run', async () => {
    const { place } = await open();
    expect(place.querySelector('[aria-label=Waiting]')).toBeNull();
    expect(place.querySelector('.digest')).toBeNull();
  });

  it('says of each request what was asked, why it waits, since when and for how long at most', async () => {
    const { desk, find, settle } = await open();
    desk.put(waits('one'));
    desk.put(
      waits('two', {
        behind: asJobId('one'),
        wait: { cause: OVERLOADED, since: NOW, expiresAt: NOW, behind: asJobId('one') },
        createdAt: NOW,
      }),
    );
    await settle();
    const [first, second] = find('ul', 'Waiting').children;
    expect(first?.textContent).toContain('Who owns the budget?');
    expect(first?.textContent).toContain('The model Claude Sonnet 5.5 is overloaded.');
    expect(first?.textContent).toContain('Waiting for 12 min, for another 23 h at most.');
    expect(second?.textContent).toContain('Follows the message before it.');
  });

  it('runs a request now, and takes one back', async () => {
    const { desk, press, settle, place } = await open();
    desk.put(waits('one'));
    await settle();
    await press('Run now');
    expect(desk.world.views.get(asJobId('one'))?.job.state).toBe('running');
    desk.put(waits('two'));
    await settle();
    await press('Take back');
    expect(desk.world.views.get(asJobId('two'))?.job.state).toBe('cancelled');
    expect(place.querySelector('[aria-label=Waiting]')).toBeNull();
  });

  it('changes the words of a question that waits', async () => {
    const { desk, press, type, settle } = await open();
    desk.put(waits('one'));
    await settle();
    await press('Edit');
    await type('Edited question', 'Who signs the budget?');
    await press('Save');
    expect(desk.world.views.get(asJobId('one'))?.job.input.question).toBe('Who signs the budget?');
  });

  it('keeps new words that come too late, and says so', async () => {
    const { desk, press, type, settle, place } = await open();
    desk.put(waits('one'));
    await settle();
    await press('Edit');
    await type('Edited question', 'Who signs the budget?');
    const view = waits('one');
    desk.put({ job: { ...view.job, state: 'running' } });
    await settle();
    await press('Save');
    expect(place.querySelector('textarea[aria-label="Edited question"]')).toHaveProperty(
      'value',
      'Who signs the budget?',
    );
    expect(place.textContent).toContain('It runs by now, with its earlier words.');
  });

  it('offers no edit where there are no words of the person’s', async () => {
    const { desk, settle, place } = await open();
    desk.put(waits('one', { input: { action: 'summarize', length: 'short' } }));
    await settle();
    const names = [...place.querySelectorAll('[aria-label=Waiting] button')].map((one) => one.textContent);
    expect(names).toContain('Run now');
    expect(names).not.toContain('Edit');
  });

  it('tells what has run, on which model, what changed, what failed and what it cost, decisions first', async () => {
    const { desk, find, settle, press, place } = await open();
    desk.put(ran('fine'));
    desk.put(ran('changed', { changed: { changed: 3, total: 18 } }));
    desk.put(ran('failed', { state: 'failed', failure: { code: 'waited-too-long' } }, 0));
    await settle();
    const digest = find('section', 'Waiting requests that have run');
    expect(digest.textContent).toContain('2 answered, 1 failed, $0.04');
    expect(digest.textContent).toContain('Answered by Claude Sonnet 5.5, 1 min ago, $0.020.');
    const [decide, rest] = digest.querySelectorAll('ul');
    expect(decide?.textContent).toContain('3 of 18 sections changed while it waited.');
    expect(decide?.textContent).toContain('Ask again');
    expect([decide?.children.length, rest?.children.length]).toEqual([2, 1]);
    await press('Dismiss');
    expect(place.querySelector('.digest')).toBeNull();
  });
});

describe('the choices of the queue', () => {
  it('ask the browser for leave before notices are switched on, and not to switch them off', async () => {
    const { desk, find, settle } = await show('options', 'done', (desk) => <Options desk={desk} />);
    const press = async (): Promise<void> => {
      const control = find('span', 'Notify when requests have run').parentElement?.querySelector('button');
      control?.click();
      await settle();
    };
    await press();
    expect(desk.opened).toContain('allowNotices');
    expect(desk.world.settings.notify).toBe(true);
    desk.opened.length = 0;
    await press();
    expect(desk.opened).toEqual([]);
    expect(desk.world.settings.notify).toBe(false);
  });
});
