import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Options } from '../../components/options/options.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import { viewOf } from '../fixtures/gallery/scenes.ts';
import { NOW, alertOf, show } from '../fixtures/show-surface.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the popup', () => {
  it('asks for a summary of the page in front of the person, and shows what becomes of it', async () => {
    const { desk, place, press, find, settle } = await show('popup', 'empty', (desk) => <Popup desk={desk} />);
    await press('Summarize');
    const [view] = desk.world.views.values();
    expect(view?.job.input).toMatchObject({
      action: 'summarize',
      target: { title: 'Launch plan Q3' },
      length: 'medium',
    });

    const done = viewOf('done', NOW);
    if (!view || !done?.answer) throw new Error('no view');
    const asking = { ...view.job, state: 'running', progress: { doing: 'asking', done: 0, total: 1 } } as const;
    desk.put({ job: asking });
    await settle();
    expect(find('progress', 'Progress').getAttribute('aria-valuetext')).toBe('Asking Claude Sonnet 5.5');
    expect(find('progress', 'Progress').hasAttribute('value')).toBe(false);
    desk.put({ job: asking, answer: { ...done.answer, state: 'streaming' } });
    await settle();
    find('button', 'Stop');
    expect(place.querySelector('[role=note]')?.textContent).toBe('Claude Sonnet 5.5 is writing');
    desk.put({ job: { ...view.job, state: 'done' }, answer: done.answer });
    await settle();
    expect(place.querySelector('[aria-label=Result] [role=note]')?.textContent).toContain(
      'Answered by Claude Sonnet 5.5',
    );
    find('button', 'Copy');
    find('button', 'Retry');
  });

  it('says why a request was not taken, and takes it again', async () => {
    const { desk, place, press } = await show('popup', 'empty', (desk) => <Popup desk={desk} />);
    desk.breakDown('start', 'storage-broken');
    await press('Summarize');
    expect(alertOf(place)).toContain('could not open Understudy’s storage');
    desk.repair();
    await press('Try again');
    expect(desk.world.views.size).toBe(1);
  });

  it('shows the job of a request that was cut and taken all the same', async () => {
    const { desk, place, press, find, settle } = await show('popup', 'done', (desk) => <Popup desk={desk} />);
    desk.breakDown('start', 'worker-restarted');
    await press('Summarize');
    expect(alertOf(place)).not.toBe('');
    await settle();
    expect(alertOf(place)).not.toBe('');
    desk.repair();
    const [old] = desk.world.views.values();
    if (!old) throw new Error('no view');
    await desk.start(old.job.input);
    await settle();
    expect(alertOf(place)).toBe('');
    find('button', 'Stop');
  });

  it('shows the last good answer and the one without a model beside a failure', async () => {
    const { place } = await show('popup', 'failed', (desk) => <Popup desk={desk} />);
    expect(alertOf(place)).toContain('The model Claude Sonnet 5.5 is overloaded.');
    expect(place.textContent).toContain('The last good answer, 2 h ago. 3 of 18 sections changed since.');
    expect([...place.querySelectorAll('[role=note]')].map((note) => note.getAttribute('aria-label'))).toEqual([
      'Answered by Claude Sonnet 5.5',
      'No model used',
    ]);
  });

  it('leads from an answer that saw only the screen to what would show the whole page', async () => {
    const { desk, place, press } = await show('popup', 'degraded', (desk) => <Popup desk={desk} />);
    expect(place.querySelector('[role=note]')?.textContent).toContain('Notion does not show this page to your token.');
    await press('How to share it');
    expect(desk.opened.join()).toContain('notion.com/help');
  });

  it.each([
    ['no-claude-key', { claude: 'missing' }, 'No Claude key was set when this was asked. One is connected now.'],
    ['vault-locked', { claude: 'locked' }, 'Your keys were locked when this was asked. They are not now.'],
  ] as const)('tells %s as past once its cause is gone', async (code, before, past) => {
    const { desk, place, find, settle } = await show('popup', 'failed', (desk) => <Popup desk={desk} />);
    const [view] = desk.world.views.values();
    if (!view) throw new Error('no view');
    const { here } = desk.world;
    desk.tell({ here: { ...here, ...before } });
    desk.put({ ...view, job: { ...view.job, failure: { code } } });
    await settle();
    expect(alertOf(place)).not.toBe('');

    desk.tell({ here });
    await settle();
    expect(alertOf(place)).toBe('');
    expect(place.textContent).toContain(past);
    expect(place.textContent).toContain('The last good answer, 2 h ago.');
    find('button', 'Retry');
  });

  it('does not ask for a Notion token that is there by now', async () => {
    const { desk, place, settle } = await show('popup', 'degraded', (desk) => <Popup desk={desk} />);
    const [view] = desk.world.views.values();
    if (!view?.answer) throw new Error('no answer');
    const { provenance } = view.answer;
    const completeness = { seen: 'screen', missingBlocks: 0, failure: { code: 'no-notion-token' } } as const;
    desk.put({ ...view, answer: { ...view.answer, provenance: { ...provenance, completeness } } });
    await settle();
    expect(place.textContent).toContain('No Notion token was set when this was asked. One is connected now.');
    expect(place.textContent).not.toContain('Add a Notion token');

    desk.tell({ here: { ...desk.world.here, notion: 'missing' } });
    await settle();
    expect(place.textContent).toContain('Add a Notion token');
  });

  it('keeps a question that could not be handed over', async () => {
    const { desk, find, press, type, settle } = await show('popup', 'empty', (desk) => <Popup desk={desk} />);
    desk.breakDown('start', 'storage-full');
    await type('Question', 'What moved the launch?');
    await press('Ask');
    await settle(250);
    expect(find('textarea', 'Question')).toHaveProperty('value', 'What moved the launch?');
    expect([...desk.world.drafts.values()]).toEqual(['What moved the launch?']);
  });
});

describe('the side panel', () => {
  it('stores what is typed within 250 ms of each key, however long the typing goes on', async () => {
    const { desk, type, settle } = await show('side-panel', 'empty', (desk) => <SidePanel desk={desk} />);
    for (const text of ['W', 'Wh', 'Who', 'Who p', 'Who pays']) {
      await type('Message', text);
      await settle(100);
    }
    expect(desk.world.drafts.get('chat:new')).toMatch(/^Who/u);
    await settle(150);
    expect(desk.world.drafts.get('chat:new')).toBe('Who pays');
  });

  it('restores a draft, sends it as a message about the page, and empties the draft', async () => {
    const { desk, find, press } = await show('side-panel', 'empty', (desk) => {
      desk.tell({ drafts: new Map([['chat:new', 'Who pays?']]) });
      return <SidePanel desk={desk} />;
    });
    expect(find('textarea', 'Message')).toHaveProperty('value', 'Who pays?');
    await press('Send');
    expect(desk.world.messages.map(({ role, text }) => [role, text])).toEqual([
      ['user', 'Who pays?'],
      ['assistant', ''],
    ]);
    expect(desk.world.drafts.get('chat:new')).toBe('');
    expect(find('[role=log]', 'Conversation').textContent).toContain('Who pays?');
  });

  it('keeps the text of a message that could not be stored', async () => {
    const { desk, place, find, press, type } = await show('side-panel', 'empty', (desk) => <SidePanel desk={desk} />);
    desk.breakDown('send', 'storage-full');
    await type('Message', 'Who pays?');
    await press('Send');
    expect(alertOf(place)).toContain('no room left');
    expect(find('textarea', 'Message')).toHaveProperty('value', 'Who pays?');
  });

  it('makes a branch of an edited message and finds the way back', async () => {
    const { desk, press, type, find } = await show('side-panel', 'empty', (desk) => <SidePanel desk={desk} />);
    await type('Message', 'First');
    await press('Send');
    await press('Edit');
    await type('Edited text', 'Second');
    await press('Resend');
    expect(find('[role=log]', 'Conversation').textContent).toContain('Second');
    expect(find('[role=log]', 'Conversation').textContent).toContain('2 / 2');
    expect(desk.world.messages.filter(({ role }) => role === 'user').map(({ parentId }) => parentId)).toEqual([
      undefined,
      undefined,
    ]);
    await press('Earlier version');
    expect(find('[role=log]', 'Conversation').textContent).toContain('First');
  });

  it('takes up the newest conversation of the page', async () => {
    const { find } = await show('side-panel', 'done', (desk) => <SidePanel desk={desk} />);
    expect(find('[role=log]', 'Conversation').textContent).toContain('What moved the launch, and what is still open?');
  });
});

describe('the options', () => {
  it('holds a group for Claude and one for a new workspace before anything is connected', async () => {
    const { place } = await show('options', 'empty', (desk) => <Options desk={desk} />);
    const groups = [...place.querySelectorAll('fieldset.group')].map(
      (group) => place.querySelector(`#${group.getAttribute('aria-labelledby') ?? ''}`)?.textContent,
    );
    expect(groups).toEqual(['Claude', 'Notion: new workspace']);
  });

  it('hands a key over once and never shows it again', async () => {
    const { desk, place, find, type, press } = await show('options', 'empty', (desk) => <Options desk={desk} />);
    await type('Claude API key', 'sk-ant-secret-f3Qa');
    await press('Save');
    expect(desk.world.connections.claude).toMatchObject({ state: 'connected', ending: 'f3Qa' });
    expect(find('input', 'Claude API key')).toHaveProperty('value', '');
    expect(place.textContent).toContain('Connected, key …f3Qa');
  });

  it('shows what each model can do as soon as a key is connected', async () => {
    const { place, find, type, press } = await show('options', 'empty', (desk) => <Options desk={desk} />);
    expect(place.textContent).toContain('What each model can do is shown once a Claude key is connected.');
    await type('Claude API key', 'sk-ant-secret-f3Qa');
    await press('Save');
    expect(place.textContent).not.toContain('is shown once');
    expect(find('th', 'Claude Sonnet 5.5').getAttribute('scope')).toBe('row');
  });

  it('does not save under a passphrase that can be guessed', async () => {
    const { desk, place, type, press } = await show('options', 'empty', (desk) => {
      desk.tell({ connections: { ...desk.world.connections, mode: 'passphrase' } });
      return <Options desk={desk} />;
    });
    await type('Claude API key', 'sk-ant-secret');
    await type('Passphrase', '1234');
    await press('Save');
    expect(alertOf(place)).toContain('at least 12 characters');
    expect(desk.world.connections.claude.state).toBe('missing');
  });

  it('removes a key only on the second press', async () => {
    const { desk, press, settle } = await show('options', 'done', (desk) => <Options desk={desk} />);
    await press('Remove');
    expect(desk.world.connections.claude.state).toBe('connected');
    await settle(7000);
    await press('Remove');
    await press('Remove this key?');
    expect(desk.world.connections.claude.state).toBe('missing');
  });
});
