import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { MoreForm } from '../../components/kit/act-more.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import { parsePageId } from '../../lib/base/ids.ts';
import type { Particulars } from '../../lib/jobs/job.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { NOW, alertOf, show } from '../fixtures/show-surface.ts';

const LINK = 'https://app.notion.com/p/Tasks-0123456789abcdef0123456789abcdef';
const ID = parsePageId('0123456789abcdef0123456789abcdef');

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A form by itself, and what it was filled with. */
async function form(which: 'document' | 'write') {
  const started: Particulars[] = [];
  let closed = 0;
  const shown = await show('popup', 'empty', () => (
    <MoreForm
      which={which}
      language="de"
      onStart={(particulars) => started.push(particulars)}
      onClose={() => (closed += 1)}
    />
  ));
  return { ...shown, started, closed: () => closed };
}

describe('the form of a document', () => {
  it('takes the link of a template', async () => {
    const { type, press, started } = await form('document');
    await type('Template page', LINK);
    await press('Fill template');
    expect(started).toEqual([{ of: 'document', template: ID }]);
  });

  it('says what is wrong with anything else', async () => {
    const { type, press, place, started } = await form('document');
    await type('Template page', 'my template');
    await press('Fill template');
    expect(alertOf(place)).toContain('no link to a Notion page');
    expect(started).toEqual([]);
  });

  it('can be left', async () => {
    const { press, closed } = await form('document');
    await press('Cancel');
    expect(closed()).toBe(1);
  });
});

describe('the form of writing', () => {
  it('takes words and a wish, and nothing without words', async () => {
    const { type, press, find, started } = await form('write');
    expect(find('button', 'Write').hasAttribute('disabled')).toBe(true);
    await type('Words of the page', ' The lense arrive. ');
    await type('How it should read', 'shorter');
    await press('Write');
    expect(started).toEqual([{ of: 'write', how: 'rewrite', selection: 'The lense arrive.', wish: 'shorter' }]);
  });
});

describe('tasks that were found', () => {
  it('ask once for their database, and propose every row for it', async () => {
    const { desk, type, press, place } = await show('popup', 'tasks', (one) => <Popup desk={one} />);
    await type('Tasks database', 'somewhere');
    await press('Add 2 tasks');
    expect(alertOf(place)).toContain('no link to a Notion page');
    await type('Tasks database', LINK);
    await press('Add 2 tasks');
    expect(place.textContent).toContain('Waits for your approval');
    expect(desk.world.published).toBeDefined();
  });

  it('go to the database that was chosen by one press', async () => {
    const { desk, press, find, place, settle } = await show('popup', 'tasks', (one) => <Popup desk={one} />);
    if (ID === undefined) throw new Error('no id');
    desk.tell({
      settings: { ...DEFAULT_SETTINGS, ...desk.world.settings, tasksDatabase: { id: ID, title: 'To-dos' } },
    });
    await settle();
    await press('Add to “To-dos”');
    expect(place.textContent).toContain('Waits for your approval');
    find('button', 'Choose another tasks database');
  });

  it('offer nothing to write while writing is switched off', async () => {
    const { desk, place, settle } = await show('popup', 'tasks', (one) => <Popup desk={one} />);
    desk.tell({ settings: { ...desk.world.settings, writes: false } });
    await settle();
    expect(place.querySelector('[aria-label="Tasks database"]')).toBeNull();
    expect(place.textContent).not.toContain('Publish to Notion');
  });
});

describe('corrected words', () => {
  it('show what changes, and go into the page in the place of the old ones or below them', async () => {
    const { place, press, find } = await show('side-panel', 'written', (one) => <SidePanel desk={one} />);
    const changes = find('section', 'Changes');
    expect(changes.querySelector('del')?.textContent).toContain('lense');
    expect(changes.querySelector('ins')?.textContent).toContain('lens');
    find('button', 'Insert below');
    await press('Replace in page');
    expect(place.textContent).toContain('Waits for your approval');
    expect(place.textContent).not.toContain('Publish to Notion');
  });
});
