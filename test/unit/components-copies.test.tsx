import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Companion } from '../../components/companion/companion.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { NOW, show } from '../fixtures/show-surface.ts';
import { MINUTE, idOf } from './reader-copies.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('copies in the popup', () => {
  const popup = () => show('popup', 'empty', (desk) => <Popup desk={desk} copies={desk} />);

  it('are offered when the tab in front does not show its page', async () => {
    const { desk, place, press, settle } = await popup();
    expect(place.querySelector('[aria-label="Copy of this page"]')).toBeNull();
    const target = { pageId: idOf(7), title: 'Travel', url: 'https://app.notion.com/' };
    desk.tell({
      offer: { pageId: idOf(7), title: 'Travel', readAt: NOW - 12 * MINUTE },
      here: { ...desk.world.here, target },
    });
    await settle();
    expect(place.querySelector('[aria-label="Copy of this page"]')?.textContent).toContain(
      'Notion did not load in this tab.The copy from 12 min ago is on this device.',
    );
    await press('Read the copy');
    expect(desk.opened).toEqual([`reader ${idOf(7)} notion-down`]);
  });

  it('are pinned, listed as kits, tried again and let go', async () => {
    const { desk, place, press, settle } = await popup();
    await press('Pin for offline');
    const [view] = desk.world.kits;
    if (view === undefined) throw new Error('nothing was pinned');
    expect(place.querySelector('[aria-label="Offline kits"]')?.textContent).toContain('0 of 1 page, no brief yet');
    desk.tell({ kits: [{ ...view, kit: { ...view.kit, failure: { code: 'notion-unreachable' } } }] });
    await settle();
    expect(place.querySelector('[aria-label="Offline kits"]')?.textContent).toContain('no connection');
    await press(`Unpin ${view.kit.title}`);
    expect(desk.world.kits).toEqual([]);
  });
});

describe('copies in the companion', () => {
  it('are pinned and read from the panel over the page', async () => {
    const { desk, press, find } = await show('companion', 'empty', (desk) => (
      <Companion desk={desk} onClose={() => undefined} />
    ));
    await press('Pin for offline');
    expect(find('button', 'Pinned for offline').getAttribute('aria-pressed')).toBe('true');
    await press('Open in Reader');
    expect(desk.opened).toEqual([`reader ${desk.world.here.target?.pageId}`]);
  });
});
