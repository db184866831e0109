import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

import type { Launcher, Offer } from '../../components/companion/launcher.ts';
import { offerCopyWhenStuck } from '../../lib/wiring/reader-offer.ts';

const NOW = 1_800_000_000_000;
const PAGE = '0123456789abcdef0123456789abcdef';

/** A tab at a page of Notion's, and a background that has a copy of it. */
function tab({ html = '<div id="notion-app"></div>', copy = true, path = `/p/Plan-${PAGE}` } = {}) {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  vi.stubGlobal('document', Object.assign(document, { hidden: false }));
  vi.stubGlobal('location', new URL(path, 'https://app.notion.com'));
  vi.stubGlobal('navigator', { onLine: true });
  const asked: unknown[] = [];
  fakeBrowser.runtime.onMessage.addListener((message: { name: string }, _sender, respond: (reply: unknown) => void) => {
    asked.push(message);
    const value = { pageId: PAGE, title: 'Plan', readAt: NOW - 12 * 60_000 };
    respond(message.name === 'reader.offer' && copy ? { ok: true, value } : { ok: true });
    return true;
  });
  let offered: Offer | undefined;
  const launcher = {
    offer(offer: Offer) {
      offered = offer;
      return () => {
        offered = undefined;
      };
    },
  } as Partial<Launcher> as Launcher;
  const leaving = new AbortController();
  const done = offerCopyWhenStuck(() => launcher, leaving.signal);
  return {
    document,
    asked,
    leaving,
    done,
    offered: () => offered,
    show: () => document.body.insertAdjacentHTML('beforeend', '<main class="notion-frame"><h1>Plan</h1></main>'),
  };
}

const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1_000);

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a page that does not load', () => {
  it('is offered from the device after ten seconds, and the offer goes when the page comes', async () => {
    const at = tab();
    await seconds(9);
    expect(at.asked).toEqual([]);
    await seconds(2);
    expect(at.offered()).toMatchObject({ words: 'Notion did not load.', action: 'Read the copy from 12 min ago' });
    at.offered()?.onTake();
    await seconds(0);
    expect(at.asked.at(-1)).toEqual({ name: 'reader.open', ask: { pageId: PAGE, why: 'notion-down' } });
    at.show();
    await seconds(2);
    expect(at.offered()).toBeUndefined();
    await at.done;
  });

  it('is offered where an error page stands in place of Notion', async () => {
    const at = tab({ html: '<h1>502 Bad Gateway</h1>' });
    await seconds(11);
    expect(at.offered()?.words).toBe('Notion did not load.');
    at.leaving.abort();
  });

  it('says so when the device is offline', async () => {
    const at = tab();
    vi.stubGlobal('navigator', { onLine: false });
    await seconds(11);
    expect(at.offered()?.words).toBe('You are offline, and Notion did not load.');
    at.offered()?.onTake();
    await seconds(0);
    expect(at.asked.at(-1)).toMatchObject({ ask: { why: 'offline' } });
    at.leaving.abort();
  });

  it('is not looked at any more once the offer was sent away', async () => {
    const at = tab();
    await seconds(11);
    at.offered()?.onDismiss();
    await seconds(2);
    await at.done;
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['a page that has come', { html: '<main class="notion-frame"><div data-block-id="x"></div></main>' }, 0],
    ['a page without a copy', { copy: false }, 1],
    ['a place that is no page', { path: '/login' }, 0],
  ])('offers nothing for %s', async (_what, how, messages) => {
    const at = tab(how);
    await seconds(30);
    await at.done;
    expect(at.offered()).toBeUndefined();
    expect(at.asked).toHaveLength(messages);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits while nobody sees the tab', async () => {
    const at = tab();
    Object.assign(at.document, { hidden: true });
    await seconds(60);
    expect(at.asked).toEqual([]);
    Object.assign(at.document, { hidden: false });
    await seconds(11);
    expect(at.offered()).toBeDefined();
    at.leaving.abort();
  });
});
