import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Options } from '../../components/options/options.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import { followable } from '../../components/kit/use-follow-up.ts';
import type { FakeDesk } from '../fixtures/fake-desk.ts';
import { answer, job } from '../fixtures/gallery/scene-answers.ts';
import { NOW, alertOf, show } from '../fixtures/show-surface.ts';
import { searched, titles } from './searched.tsx';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The newest job gets its answer. */
function finish(desk: FakeDesk): void {
  const [id, view] = [...desk.world.views].at(-1) ?? [];
  if (id === undefined || view === undefined) throw new Error('no job');
  const done = { job: { ...view.job, state: 'done' }, answer: answer(NOW, 'written', 'It moves to October.') } as const;
  desk.tell({ views: new Map([...desk.world.views, [id, done]]) });
}

describe('the search', () => {
  it('shows results with the first key, and where the words stand when the typing rests', async () => {
    const { place, type, press, settle } = await show('popup', 'done', (desk) => <Popup desk={desk} />);
    await press('Search');
    await type('Search Notion', 'laun');
    await settle();
    expect(titles(place)).toEqual(['Launch plan Q3', 'Prepare launch event', 'Launch checklist 2024']);
    expect(place.querySelector('.snippet')).toBeNull();
    await settle(200);
    expect(place.querySelector('.snippet')?.textContent).toContain('Decisions: The public launch moves');
    expect([...place.querySelectorAll('.hit-title mark')].map((mark) => mark.textContent)).toContain('Launch');
  });

  it('adds what Notion knows by title while not all of it is here, and says so', async () => {
    const { place } = await searched('launch');
    expect(titles(place).at(-1)).toBe('Launch party');
    expect(place.textContent).toContain('found by title, not on this device yet');
    expect(place.querySelector('.search-foot output')?.textContent).toContain(
      '1,240 of 3,100 pages are on this device so far.',
    );
  });

  it('asks Notion for nothing when all of it is here', async () => {
    const { place } = await searched('launch', 'rtl');
    expect(titles(place)).not.toContain('Launch party');
    expect(place.textContent).toContain('All 3,100 pages are on this device.');
  });

  it('tells that Notion’s titles are missing, and keeps what was found here', async () => {
    const { place } = await searched('launch', 'failed');
    expect(alertOf(place)).toContain('Notion’s API is unavailable');
    expect(titles(place)).toContain('Launch plan Q3');
  });

  it('says how old each copy is, and which page is gone from Notion', async () => {
    const { place } = await searched('launch');
    const places = [...place.querySelectorAll('.hit-place')].map((words) => words.textContent);
    expect(places[0]).toContain('Fernway / Product roadmap');
    expect(places[0]).toContain('copy 2 h old');
    expect(place.querySelector('.lost')?.textContent).toContain('No longer in Notion');
  });

  it('shows titles and texts of pages as text, whatever stands in them', async () => {
    const attack = '<img src=x onerror="alert(1)"> launch';
    const { desk, place, type, settle, press } = await show('popup', 'done', (desk) => <Popup desk={desk} />);
    const { hits } = desk.world.search;
    desk.tell({
      search: {
        ...desk.world.search,
        hits: hits.map((hit) => ({
          ...hit,
          title: attack,
          workspace: attack,
          heading: attack,
          place: attack,
          icon: 'https://attacker.example/x.png',
          snippet: [{ text: attack, hit: true }],
        })),
      },
    });
    await press('Search');
    await type('Search Notion', 'launch');
    await settle(1_000);
    expect(titles(place)[0]).toBe(attack);
    expect(place.querySelectorAll('img, [onerror]').length).toBe(0);
  });

  it('narrows to what is chosen, shows what holds, and lets go of it', async () => {
    const { place, press, find, settle } = await searched('launch');
    await press('Filters');
    await settle();
    expect(place.querySelector('[role=group][aria-label=Filters]')?.textContent).toContain('Workspace');
    await press('Type');
    find('[role=menuitemcheckbox]', `Rows2,211`);
    await press('Rows2,211');
    await settle(1_000);
    expect(titles(place)).toEqual(['Prepare launch event']);
    await press('Remove filter Rows');
    await settle(1_000);
    expect(titles(place)).toHaveLength(4);
  });

  it('offers property values once a database is chosen', async () => {
    const { place, press, settle } = await searched('launch');
    await press('Filters');
    await settle();
    expect(place.querySelector('[role=group][aria-label=Filters]')?.textContent).not.toContain('Property');
    await press('Database');
    await press(`Tasks1,402`);
    await settle();
    expect(place.querySelector('[role=group][aria-label=Filters]')?.textContent).toContain('Property');
  });

  it('runs a search again, saves one and takes it away', async () => {
    const { desk, place, press, find, settle, type } = await searched('launch');
    await press('Save search');
    expect(desk.world.searches.saved[0]?.query).toBe('launch');
    find('button', 'Saved');
    await type('Search Notion', '');
    await settle();
    await press('launch date');
    expect(find('input', 'Search Notion')).toHaveProperty('value', 'launch date');
    await type('Search Notion', '');
    await settle();
    await press('Remove saved search launch');
    expect(desk.world.searches.saved.map(({ query }) => query)).toEqual(['open questions']);
    await press('Stop keeping');
    expect(desk.world.searches).toMatchObject({ recent: [], keepsRecent: false });
    expect(place.textContent).toContain('Recent searches are not kept.');
  });

  it('teaches how to search before the first search', async () => {
    const { place, press } = await show('popup', 'empty', (desk) => <Popup desk={desk} />);
    await press('Search');
    expect(place.querySelector('.how-to')?.textContent).toContain('words that stand side by side');
  });

  it('asks of the pages that were found, and goes on asking them', async () => {
    const { desk, press, find, type } = await searched('launch');
    const shown = desk.world.search.hits.filter(({ from }) => from === 'mirror').map(({ pageId }) => pageId);
    await press('Ask about these');
    const asked = [...desk.world.views.values()].at(-1)?.job.input;
    expect(asked).toMatchObject({ action: 'ask', question: 'launch', scope: { kind: 'pages', ids: shown } });
    expect(find('select', 'Ask about').textContent).toContain('The 3 pages found');
    await type('Question', 'And who pays?');
    await press('Ask');
    expect([...desk.world.views.values()].at(-1)?.job.input).toMatchObject({
      question: 'And who pays?',
      scope: { kind: 'pages', ids: shown },
    });
  });

  it('lets the next question follow the answer, and lets go of it', async () => {
    const { desk, place, press, type, settle } = await searched('launch');
    const lastInput = () => [...desk.world.views.values()].at(-1)?.job.input;
    await press('Ask about these');
    expect(place.textContent).not.toContain('Following up');
    finish(desk);
    await settle();
    expect(place.textContent).toContain('Following up on “launch”');
    await type('Question', 'And who pays?');
    await press('Ask');
    expect(lastInput()).toMatchObject({ question: 'And who pays?', follows: 'written' });
    finish(desk);
    await settle();
    await press('Ask without what was said before');
    await type('Question', 'And when?');
    await press('Ask');
    expect(lastInput()?.question).toBe('And when?');
    expect(lastInput()?.follows).toBeUndefined();
  });

  it('follows nothing that is unfinished, about one page, or about other pages', () => {
    const scope = { kind: 'everywhere' } as const;
    const asked = { state: 'done', input: { action: 'ask', length: 'short', question: 'Who pays?', scope } } as const;
    const written = answer(NOW, 'written', 'Marketing.');
    const view = { job: job(NOW, asked), answer: written };
    expect(followable(view, scope)).toEqual({ follows: 'written', question: 'Who pays?' });
    expect(followable(view, { kind: 'page' })).toBeUndefined();
    expect(followable(view, { kind: 'everywhere', filters: { kinds: ['row'] } })).toBeUndefined();
    expect(followable({ ...view, job: job(NOW, { ...asked, state: 'cancelled' }) }, scope)).toBeUndefined();
    expect(followable({ job: job(NOW, { state: 'done' }), answer: written }, scope)).toBeUndefined();
  });

  it('asks all that the filters leave', async () => {
    const { desk, press, settle } = await searched('launch');
    await press('Filters');
    await settle();
    await press('Type');
    await press('Rows2,211');
    await settle(1_000);
    await press('Ask within the filters');
    expect([...desk.world.views.values()].at(-1)?.job.input).toMatchObject({
      question: 'launch',
      scope: { kind: 'everywhere', filters: { kinds: ['row'] } },
    });
  });

  it('shows an earlier answer over all of Notion where it is pressed, for it has no page to go to', async () => {
    const input = { action: 'ask', length: 'short', question: 'Who pays?', scope: { kind: 'everywhere' } } as const;
    const view = { job: job(NOW, { state: 'done', input }), answer: answer(NOW, 'written', 'Marketing pays.') };
    const { desk, place, settle } = await show('popup', 'empty', (desk) => (
      <Popup desk={desk} watchRecent={desk.watchRecent} />
    ));
    desk.tell({ here: { claude: 'connected', notion: 'connected' }, views: new Map([[view.job.id, view]]) });
    await settle();
    const recent = place.querySelector('[aria-label="Recent results"]');
    expect(recent?.textContent).toContain('Answer from all of Notion');
    expect(place.querySelector('[aria-label=Result]')?.textContent).not.toContain('Marketing pays.');
    recent?.querySelector('a')?.click();
    await settle();
    expect(place.querySelector('[aria-label=Result]')?.textContent).toContain('Marketing pays.');
  });

  it('is a place of its own in the side panel, where what is asked of it is answered', async () => {
    const { desk, place, press, type, settle } = await show('side-panel', 'done', (desk) => <SidePanel desk={desk} />);
    await press('Search');
    expect(place.querySelector('textarea[aria-label=Message]')).toBeNull();
    await type('Search Notion', 'launch');
    await settle(1_000);
    await press('Ask about these');
    await settle();
    expect(place.querySelector('[aria-label=Result]')?.textContent).toContain('launch');
    expect([...desk.world.views.values()].at(-1)?.job.input.scope?.kind).toBe('pages');
    await press('Back to the chat');
    expect(place.querySelector('textarea[aria-label=Message]')).not.toBeNull();
  });
});

describe('the mirror in the settings', () => {
  it('says how far it is and what is left, and can be held', async () => {
    const { desk, place, find, press, settle } = await show('options', 'working', (desk) => <Options desk={desk} />);
    const bar = find('progress', 'Sync');
    expect(bar.getAttribute('aria-valuetext')).toBe('1,240 of 3,100 pages here. 1,860 requests left, about 12 min.');
    expect(Number(bar.getAttribute('value')) / Number(bar.getAttribute('max'))).toBeCloseTo(0.4);
    await press('Pause');
    await settle();
    expect(desk.world.syncs[0]?.state).toBe('paused');
    expect(place.textContent).toContain('Paused at 1,240 of 3,100 pages.');
    await press('Resume');
    expect(desk.world.syncs[0]?.state).toBe('fetching');
  });

  it('shows no share of a whole that is not known yet', async () => {
    const { find } = await show('options', 'streaming', (desk) => <Options desk={desk} />);
    expect(find('progress', 'Sync').hasAttribute('value')).toBe(false);
  });

  it('tells why a sync waits, with the way on', async () => {
    const { place, find } = await show('options', 'failed', (desk) => <Options desk={desk} />);
    expect(alertOf(place)).toContain('locked');
    find('button', 'Unlock');
  });

  it('leaves out a page by its link, or by words of its title, and takes it back', async () => {
    const { desk, type, press, settle } = await show('options', 'working', (desk) => <Options desk={desk} />);
    const label = 'Leave out a page or database';
    await type(
      label,
      'https://app.notion.com/fernway/Board-minutes-5a1c0000000000000000000000000031?v=5a1c0000000000000000000000000032',
    );
    await press('Leave out Board minutes');
    await settle();
    expect(desk.world.syncs[0]?.exclusions).toMatchObject([{ title: 'Board minutes', kind: 'database' }]);
    await type(label, 'checklist');
    await settle(300);
    await press('Leave out Launch checklist 2024');
    await settle();
    await press('Sync again: Board minutes');
    expect(desk.world.syncs[0]?.exclusions.map(({ title }) => title)).toEqual(['Launch checklist 2024']);
  });

  it('takes a link to somewhere else for words', async () => {
    const { place, type, settle } = await show('options', 'working', (desk) => <Options desk={desk} />);
    await type('Leave out a page or database', 'https://attacker.example/5a1c0000000000000000000000000031');
    await settle(300);
    expect(place.querySelector('[aria-label=Found]')).toBeNull();
  });
});

it('says in one line of the popup how much is on the device', async () => {
  const { place } = await show('popup', 'working', (desk) => <Popup desk={desk} watchSyncs={desk.watchSyncs} />);
  expect(place.querySelector('.mirror-line')?.textContent).toBe(
    '1,240 of 3,100 pages on this device, about 12 min left',
  );
});
