import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Options } from '../../components/options/options.tsx';
import type { Chained } from '../../lib/activity/chain.ts';
import { alertOf, NOW, show } from '../fixtures/show-surface.ts';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const showOptions = () => show('options', 'done', (desk) => <Options desk={desk} />);

const rowsIn = (place: HTMLElement): readonly string[] =>
  [...place.querySelectorAll('table.log tbody tr')].map((row) => row.textContent);

type Shown = Awaited<ReturnType<typeof showOptions>>;

async function choose({ find, place, settle }: Shown, name: string, value: string): Promise<void> {
  const select = find('select', name);
  Object.defineProperty(select, 'value', { value, configurable: true });
  const { defaultView } = place.ownerDocument;
  if (defaultView === null) throw new Error('no window');
  select.dispatchEvent(new defaultView.Event('change', { bubbles: true }));
  await settle();
}

describe('the activity log in the options', () => {
  it('shows the newest first, in words, with the title that the copy on this device knows', async () => {
    const { place } = await showOptions();
    const rows = rowsIn(place);
    expect(rows).toHaveLength(13);
    expect(rows[0]).toContain('Change undone');
    expect(rows.find((row) => row.includes('overloaded'))).toContain('Claude Sonnet 5.5');
    expect(rows.find((row) => row.includes('Claude Haiku 5.5'))).toContain('12,480 + 610$0.002');
    expect(rows.find((row) => row.includes('daily-cap'))).toContain('Policy: budget (daily-cap)');
  });

  it('is narrowed by words, kind and outcome, and says when nothing fits', async () => {
    const shown = await showOptions();
    const { place, type, settle } = shown;
    await choose(shown, 'Kind', 'model');
    expect(rowsIn(place)).toHaveLength(2);
    await choose(shown, 'Outcome', 'failed');
    expect(rowsIn(place)).toHaveLength(1);
    await type('Search the log', 'no such thing');
    await settle();
    expect(place.textContent).toContain('No entry fits.');
    await choose(shown, 'Kind', '');
    await choose(shown, 'Outcome', '');
    await type('Search the log', 'undo');
    await settle();
    expect(rowsIn(place)).toHaveLength(1);
  });

  it('shows no more rows of a long log than are asked for', async () => {
    const { desk, place, press, settle } = await showOptions();
    const row = (n: number): Chained => ({
      at: NOW - n,
      kind: 'read',
      what: 'page',
      outcome: 'done',
      n,
      hash: 'a'.repeat(64),
    });
    desk.tell({ log: Array.from({ length: 5_000 }, (_row, at) => row(at + 1)) });
    await settle();
    expect(rowsIn(place)).toHaveLength(50);
    await press('Show more entries');
    await settle();
    expect(rowsIn(place)).toHaveLength(250);
  });

  it('says whether it is whole', async () => {
    const { desk, place, press, settle } = await showOptions();
    await press('Check the log');
    await settle();
    expect(place.textContent).toContain('The log is whole: 13 entries');
    desk.tell({ logTampered: true });
    await press('Check the log');
    await settle();
    expect(alertOf(place)).toContain('Entry 2 was changed');
  });

  it('says that it cannot be written, and that work goes on', async () => {
    const { desk, place, settle } = await showOptions();
    desk.tell({ logState: { waiting: 12, lost: 3, code: 'storage-full' } });
    await settle(11_000);
    expect(alertOf(place)).toContain('The activity log cannot be written now.');
    expect(alertOf(place)).toContain('12 entries wait in memory. 3 entries had to be given up. Work goes on');
  });

  it('sums up what went to each host', async () => {
    const { find } = await showOptions();
    const claude = find('th', 'api.anthropic.com').closest('tbody')?.textContent ?? '';
    expect(claude).toContain('So far for: summarize 2.');
    expect(claude).toContain('2 (1 failed)');
    expect(claude).toContain('103 kB out9.1 kB in');
    expect(claude).toContain('12,480 in, 610 out$0.002');
    expect(find('th', 'www.notion-status.com').parentElement?.textContent).toContain('Not asked');
  });
});
