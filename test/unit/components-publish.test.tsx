import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Options } from '../../components/options/options.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import { asAnswerId, asOutboxId } from '../../lib/base/ids.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import { outboxOf } from '../fixtures/gallery/scene-outbox.ts';
import { viewOf } from '../fixtures/gallery/scenes.ts';
import { alertOf, NOW, show } from '../fixtures/show-surface.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type State = Parameters<typeof viewOf>[0];
const popup = (state: State) => show('popup', state, (desk) => <Popup desk={desk} />);
const panel = (state: State) => show('side-panel', state, (desk) => <SidePanel desk={desk} />);
const names = (place: HTMLElement): readonly string[] =>
  [...place.querySelectorAll('button')].map((button) => button.getAttribute('aria-label') ?? button.textContent.trim());

describe('an answer', () => {
  it('is published at the end of its page by its button', async () => {
    const { desk, press, place } = await popup('done');
    await press('Publish to Notion');
    expect(desk.world.entries.map(({ state, origin }) => [state, origin.answerId])).toEqual([['proposed', 'done']]);
    expect(place.textContent).toContain('Waits for your approval');
  });

  it('is published as a new page by its menu', async () => {
    const { desk, press } = await popup('done');
    await press('Where to publish');
    await press('As a new page under “Launch plan Q3”');
    expect(desk.world.entries[0]?.operation.kind).toBe('create');
  });

  it('says why it was not taken', async () => {
    const { desk, press, place } = await popup('done');
    desk.breakDown('publish', 'write-address');
    await press('Publish to Notion');
    expect(alertOf(place)).toContain('it holds an address that stands in none of the pages');
    expect(place.textContent).not.toContain('Waits for your approval');
  });

  it.each([
    ['is still being written', 'streaming'],
    ['was cut', 'cut'],
    ['is not there yet', 'working'],
  ] as const)('is not published while it %s', async (_why, state) => {
    const { place } = await popup(state);
    expect(names(place)).not.toContain('Publish to Notion');
  });

  it('is not published without a token, nor while writing is switched off', async () => {
    const { desk, place, settle } = await popup('done');
    expect(names(place)).toContain('Publish to Notion');
    desk.tell({ here: { ...desk.world.here, notion: 'missing' } });
    await settle();
    expect(names(place)).not.toContain('Publish to Notion');
    desk.tell({
      here: { ...desk.world.here, notion: 'connected' },
      settings: { ...desk.world.settings, writes: false },
    });
    await settle();
    expect(names(place)).not.toContain('Publish to Notion');
  });

  it('about no page in particular is published to one that it cites', async () => {
    const { desk, press, place, settle } = await popup('empty');
    const shown = viewOf('done', NOW);
    if (shown?.answer === undefined) throw new Error('no answer');
    const { pageId: _none, ...answer } = shown.answer;
    const view: JobView = { ...shown, answer: { ...answer, id: asAnswerId('of all') } };
    desk.tell({ here: { ...desk.world.here, claude: 'connected', notion: 'connected' } });
    desk.put({ ...view, job: { ...view.job, input: { ...view.job.input, action: 'ask', question: 'What moved?' } } });
    await settle();
    expect(names(place)).not.toContain('Where to publish');
    await press('Publish to Notion');
    await press('At the end of “Launch plan Q3”');
    expect(desk.world.entries.map(({ origin }) => origin.answerId)).toEqual(['of all']);
  });
});

describe('the popup', () => {
  it('tells in one line how many changes need a decision, and leads to them', async () => {
    const { desk, press, place, settle } = await popup('empty');
    expect(place.textContent).not.toContain('to Notion need');
    desk.tell({ entries: outboxOf('done', NOW).entries });
    await settle();
    expect(place.textContent).toContain('5 changes to Notion need your decision');
    await press('Review');
    expect(desk.opened).toEqual(['panel']);
  });

  it('tells what is being sent while nothing needs a decision', async () => {
    const { desk, place, settle } = await popup('empty');
    const [first] = outboxOf('working', NOW).entries;
    if (first === undefined) throw new Error('no entry');
    desk.tell({ entries: [first] });
    await settle();
    expect(place.textContent).toContain('1 change to Notion is being sent or checked');
  });
});

describe('the side panel', () => {
  it('counts in its head what needs a decision, shows it, and leads back to the chat', async () => {
    const { desk, press, place, settle } = await panel('empty');
    expect(names(place)).toContain('Changes to Notion');
    desk.tell({ entries: outboxOf('done', NOW).entries });
    await settle();
    await press('Changes to Notion, 5 to decide');
    expect(place.querySelector('h1')?.textContent).toBe('Changes to Notion');
    expect(place.querySelectorAll('article')).toHaveLength(5);
    await press('Back to the chat');
    expect(place.querySelector('h1')?.textContent).toBe('New conversation');
  });

  it('shows by itself what a press has proposed meanwhile', async () => {
    const { desk, place, settle } = await panel('empty');
    desk.tell({ ...outboxOf('done', NOW + 1), published: { id: asOutboxId('edit'), at: NOW + 1 } });
    await settle();
    expect(place.querySelector('h1')?.textContent).toBe('Changes to Notion');
    expect(place.querySelector('article')?.getAttribute('aria-label')).toBe('Change 1 passage of “Launch plan Q3”');
  });

  it.each([
    ['is long past', 'done', 'edit', NOW - 60_000],
    ['is decided', 'degraded', 'saved', NOW],
  ] as const)('opens on its chat when what was proposed last %s', async (_why, state, id, at) => {
    const { place } = await show('side-panel', 'empty', (desk) => {
      desk.tell({ ...outboxOf(state, NOW), published: { id: asOutboxId(id), at } });
      return <SidePanel desk={desk} />;
    });
    expect(place.querySelector('h1')?.textContent).toBe('New conversation');
  });
});

describe('the settings', () => {
  const options = () => show('options', 'done', (desk) => <Options desk={desk} />);

  it('switch writing to Notion off and on', async () => {
    const { desk, place, settle } = await options();
    const row = [...place.querySelectorAll('.switch-row')].find((one) =>
      one.textContent.startsWith('Allow writing to Notion'),
    );
    row?.querySelector('button')?.click();
    await settle();
    expect(desk.world.settings.writes).toBe(false);
    expect(row?.textContent).toContain('Off: Understudy only reads.');
  });

  it('list standing approvals with what each may do, and take one back', async () => {
    const { desk, press, place, settle } = await options();
    expect(place.textContent).toContain('None. Schedules and saved summaries ask for one');
    desk.tell({ approvals: outboxOf('done', NOW).approvals });
    await settle();
    const [row] = place.querySelectorAll('.approvals li');
    expect(row?.textContent).toContain('In “Weekly reports”: make pages in it (Week, Status). Used 7 of 52 times');
    await press('Take back: Report “Spend by team”, every Monday');
    expect(desk.world.approvals[0]?.revokedAt).toBeDefined();
    expect(place.querySelector('.approvals')).toBeNull();
  });
});
