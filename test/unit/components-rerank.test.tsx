import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { NOW, alertOf } from '../fixtures/show-surface.ts';
import { searched, titles } from './searched.tsx';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a list of results', () => {
  it('is put into another order by a model only when asked to, says who did it, and goes back', async () => {
    const { desk, place, press, settle } = await searched('launch');
    const found = titles(place);
    expect(place.textContent).toContain('Sends these titles and lines to a model.');
    await press('Sort by meaning');
    expect(titles(place)).toEqual(found.toReversed());
    expect(place.textContent).toContain('Sorted by Claude Haiku 5.5 · under $0.001');
    await press('Order as found');
    expect(titles(place)).toEqual(found);

    desk.breakDown('rerank', 'claude-unavailable');
    await press('Sort by meaning');
    expect(alertOf(place)).toContain('is unavailable');
    expect(place.textContent).toContain('The order is as it was found.');
    expect(titles(place)).toEqual(found);
    desk.repair();
    await press('Try again');
    await settle();
    expect(titles(place)).toEqual(found.toReversed());
    expect(alertOf(place)).toBe('');
  });

  it('takes up the order of a new search as it is found', async () => {
    const { place, press, type, settle } = await searched('launch');
    await press('Sort by meaning');
    await type('Search Notion', 'laun');
    await settle(1_000);
    expect(titles(place)[0]).toBe('Launch plan Q3');
    expect(place.textContent).toContain('Sends these titles and lines to a model.');
  });
});
