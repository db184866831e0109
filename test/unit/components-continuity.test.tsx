import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Popup } from '../../components/popup/popup.tsx';
import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { ProviderSettings } from '../../lib/settings/provider.ts';
import type { FakeDesk } from '../fixtures/fake-desk.ts';
import { viewOf } from '../fixtures/gallery/scenes.ts';
import { NOW, alertOf, show } from '../fixtures/show-surface.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const OLLAMA: ProviderSettings = {
  id: 'openai:local',
  name: 'Ollama',
  baseUrl: 'http://localhost:11434/v1',
  header: 'none',
  models: ['llama'],
  classes: ['internal'],
};

const popup = (state: Parameters<typeof show>[1]) => show('popup', state, (desk) => <Popup desk={desk} />);

function onlyView(desk: FakeDesk): JobView {
  const [view] = desk.world.views.values();
  if (!view) throw new Error('no view');
  return view;
}

const stateOf = (desk: FakeDesk, id: JobView['job']['id']): string | undefined => desk.world.views.get(id)?.job.state;

describe('a request that waits', () => {
  it('says in place why, until when and what it can be helped by, above what stands in', async () => {
    const { place } = await popup('waiting');
    expect(alertOf(place)).toContain('The model Claude Sonnet 5.5 is overloaded.');
    expect(alertOf(place)).toContain('Waits here and runs by itself when service returns (until ');
    const order = [...place.querySelectorAll('[role=alert], .stand-in-label')].map((part) => part.textContent);
    expect(order[0]).toContain('overloaded');
    expect(order[1]).toBe('The last good answer, 2 h ago. 3 of 18 sections changed since.');
  });

  it('is taken back by its button', async () => {
    const { desk, press } = await popup('waiting');
    const { job } = onlyView(desk);
    await press('Take back');
    expect(stateOf(desk, job.id)).toBe('cancelled');
  });

  it('is asked now when the person wants so, and is no second request', async () => {
    const { desk, press, find } = await popup('waiting');
    await press('Retry');
    expect(onlyView(desk).job.state).toBe('queued');
    expect(desk.world.views.size).toBe(1);
    find('button', 'Stop');
  });

  it('is asked of another model in its place in the conversation', async () => {
    const { desk, press } = await show('side-panel', 'waiting', (desk) => <SidePanel desk={desk} />);
    const before = desk.world.messages.length;
    await press('Ask another model');
    await press('Claude Haiku 5.5');
    expect(onlyView(desk).job).toMatchObject({ state: 'queued', input: { model: 'claude-haiku-5-5' } });
    expect(desk.world.messages).toHaveLength(before);
  });

  it('is asked of a model of another provider when the person chooses it', async () => {
    const { desk, press, settle } = await popup('waiting');
    desk.tell({ settings: { ...desk.world.settings, providers: [OLLAMA] } });
    await settle();
    await press('Ask another model');
    await press('llama on Ollama');
    expect(onlyView(desk).job.input.model).toBe('llama');
  });

  it('tells once it has run how long it waited and what of the page changed meanwhile', async () => {
    const { place } = await popup('waited');
    expect(place.textContent).toContain('Waited 2 h. 3 of 18 sections changed while it waited.');
  });
});

describe('an answer that is made again by itself', () => {
  it('stands meanwhile as it is, without an alert, and can be kept', async () => {
    const { desk, place, press, settle } = await popup('degraded');
    const { job, answer } = onlyView(desk);
    const waiting = viewOf('waiting', NOW);
    if (!answer || !waiting?.job.wait) throw new Error('no answer');
    const { wait } = waiting.job;
    desk.put({ job: { ...job, state: 'waiting', anew: job.id, wait }, lastGood: answer });
    await settle();
    expect(alertOf(place)).toBe('');
    expect(place.textContent).toContain('Claude Sonnet 5.5 is back and is asked this again.');
    expect(place.querySelector('[role=note]')?.getAttribute('aria-label')).toContain('Answered by Claude Haiku 5.5');
    await press('Take back');
    expect(stateOf(desk, job.id)).toBe('cancelled');
  });
});

describe('what stands beside a running attempt', () => {
  it('keeps its place above the words that arrive, until the person lets go of it', async () => {
    const { desk, place, press, find, settle } = await popup('meanwhile');
    find('button', 'Stop');
    expect(place.textContent).toContain('Claude Sonnet 5.5 was overloaded. Asking again or elsewhere');
    const before = place.querySelector('.stand-in');
    expect(before?.textContent).toContain('Meanwhile: the last good answer, 2 h ago.');
    const { job, lastGood } = onlyView(desk);
    const done = viewOf('done', NOW)?.answer;
    if (!done || !lastGood) throw new Error('no answers');

    desk.put({ job, lastGood, answer: { ...done, state: 'streaming' } });
    await settle();
    expect(place.querySelector('.stand-in')).toBe(before);
    expect(before?.textContent).toContain('The answer arrives below.');
    const notes = [...place.querySelectorAll('[role=note]')].map((note) => note.getAttribute('aria-label'));
    expect(notes).toEqual(['Answered by Claude Sonnet 5.5', 'Claude Sonnet 5.5 is writing']);

    desk.put({ job: { ...job, state: 'done' }, lastGood, answer: done });
    await settle();
    expect(place.querySelector('.stand-in')).toBe(before);
    await press('Only the answer');
    expect(place.querySelector('.stand-in')).toBeNull();
    expect(place.querySelectorAll('[role=note]')).toHaveLength(1);
  });
});

describe('an answer of a substitute', () => {
  const tried = (place: HTMLElement): readonly string[] =>
    [...place.querySelectorAll('details.tried li')].map((rung) => rung.textContent);

  it('opens to every rung that was tried', async () => {
    const { place } = await popup('elsewhere');
    expect(place.querySelector('[role=note]')?.getAttribute('aria-label')).toBe(
      'Answered by llama3.2 on Ollama on this computer; Claude Sonnet 5.5 was asked and was overloaded',
    );
    expect(tried(place)).toEqual([
      expect.stringContaining('Claude Sonnet 5.5 was overloaded'),
      expect.stringContaining('Claude Haiku 5.5 was unavailable'),
      expect.stringContaining('llama3.2 on Ollama on this computer answered'),
    ]);
    expect(place.textContent).toContain('This model cannot cite');
  });

  it('is made again by the asked model once that is back, and until then tells how it is', async () => {
    const { desk, place, press, settle } = await popup('degraded');
    expect(place.textContent).toContain('Claude Sonnet 5.5 is still overloaded.');
    const { job } = onlyView(desk);
    desk.tell({ health: desk.world.health.map(({ failure: _mended, ...line }) => ({ ...line, state: 'fine' })) });
    await settle();
    expect(place.textContent).not.toContain('is still overloaded');
    await press('Run again on Claude Sonnet 5.5');
    const again = [...desk.world.views.values()].find((view) => view.job.id !== job.id);
    expect(again?.job.input).toMatchObject({ action: 'summarize', fresh: true });
    expect(again?.job.input.model).toBeUndefined();
  });

  it('is not made again while all of its provider is down', async () => {
    const { desk, place, settle } = await popup('degraded');
    const failure = { code: 'claude-unavailable' } as const;
    const all = { service: 'claude', of: 'provider:claude', name: 'Claude, all models', state: 'trouble' } as const;
    desk.tell({ health: [{ ...all, failure }] });
    await settle();
    expect(place.textContent).toContain('Claude Sonnet 5.5 is still unavailable.');
    expect(place.textContent).not.toContain('Run again');
  });

  it('is offered no second time where the asked model wrote it', async () => {
    const { place } = await popup('done');
    expect(place.textContent).not.toContain('Run again');
    expect(tried(place)).toEqual([]);
  });

  it('carries the name of its writer in the conversation', async () => {
    const { find, place } = await show('side-panel', 'elsewhere', (desk) => <SidePanel desk={desk} />);
    const reply = find('article', 'llama3.2 on Ollama on this computer');
    expect(reply.querySelector('.writer')?.textContent).toBe('llama3.2 on Ollama on this computer');
    expect(place.querySelectorAll('.writer')).toHaveLength(1);
  });
});

describe('the lists of what was asked', () => {
  it('name who wrote a result in place of the asked model', async () => {
    const { desk, place, settle } = await show('popup', 'elsewhere', (desk) => (
      <Popup desk={desk} watchRecent={desk.watchRecent} />
    ));
    const { target: _elsewhere, ...here } = desk.world.here;
    desk.tell({ here });
    await settle();
    expect(place.querySelector('[aria-label="Recent results"]')?.textContent).toContain(
      'Summary by llama3.2 on Ollama on this computer, just now',
    );
  });

  it('mark a chat in which something waits', async () => {
    const { press, find } = await show('side-panel', 'waiting', (desk) => <SidePanel desk={desk} />);
    await press('Earlier chats');
    const entries = [...find('ul', 'History').querySelectorAll('li')].map((entry) => entry.textContent);
    expect(entries[0]).toContain('1 waiting · just now');
    expect(entries[1]).not.toContain('waiting');
  });
});

describe('an answer that was cut', () => {
  it('can be continued by its own model or by another', async () => {
    const { desk, press, find, settle } = await popup('cut');
    const view = onlyView(desk);
    if (!view.answer) throw new Error('no answer');
    desk.put({ ...view, job: { ...view.job, answerId: view.answer.id } });
    await settle();
    find('button', 'Try again');
    find('button', 'Continue');
    await press('Continue with another model');
    const names = [...find('[role=menu]', 'Continue with another model').querySelectorAll('button')].map(
      ({ textContent }) => textContent,
    );
    expect(names).toContain('Claude Haiku 5.5');
    expect(names).not.toContain('Claude Sonnet 5.5');
    await press('Claude Haiku 5.5');
    const next = [...desk.world.views.values()].find(({ job }) => job.id !== view.job.id);
    expect(next?.job.input).toMatchObject({ continues: view.answer.id, model: 'claude-haiku-5-5' });
  });

  it.each(['Continue with another model', 'With another model'])(
    'offers models of other providers under “%s”',
    async (menu) => {
      const { desk, press, find, settle } = await popup('cut');
      const view = onlyView(desk);
      if (!view.answer) throw new Error('no answer');
      desk.put({ ...view, job: { ...view.job, answerId: view.answer.id } });
      desk.tell({ settings: { ...desk.world.settings, providers: [OLLAMA] } });
      await settle();
      await press(menu);
      find('[role=menu]', menu);
      await press('llama on Ollama');
      const next = [...desk.world.views.values()].find(({ job }) => job.id !== view.job.id);
      expect(next?.job.input.model).toBe('llama');
    },
  );
});
