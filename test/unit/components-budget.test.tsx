import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Options } from '../../components/options/options.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { addToRow } from '../../lib/policy/spending-row.ts';
import type { SpendingRow, Spent } from '../../lib/policy/spending-row.ts';
import { spendingCsv } from '../../lib/policy/spending-csv.ts';
import { daysUpTo, monthsUpTo, sumsBy, sumsOver } from '../../lib/policy/spending-sums.ts';
import { DEFAULT_BUDGET } from '../../lib/settings/budget.ts';
import type { Budget } from '../../lib/settings/budget.ts';
import { NOW, show } from '../fixtures/show-surface.ts';

const TODAY = new Date(NOW).toISOString().slice(0, 'YYYY-MM-DD'.length);

const row = (change: Partial<Spent>): SpendingRow =>
  addToRow(undefined, {
    day: TODAY,
    action: 'ask',
    workspace: 'Fernway',
    provider: 'claude',
    model: 'claude-sonnet-5-5',
    requests: 1,
    inputTokens: 1_000,
    outputTokens: 100,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    usd: 0.42,
    unpricedTokens: 0,
    estimated: 0,
    ...change,
  });
const ROWS = [
  row({}),
  row({ action: 'chat', model: 'claude-opus-5-5', workspace: '', usd: 1.25, requests: 3 }),
  row({ day: '2026-12-30', usd: 2, estimated: 2 }),
];

beforeEach(() => {
  vi.stubEnv('TZ', 'UTC');
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const showOptions = (budget: Partial<Budget> = {}, rows = ROWS) =>
  show('options', 'done', (desk) => {
    desk.tell({
      settings: { ...desk.world.settings, budget: { ...DEFAULT_BUDGET, ...budget } },
      spending: { rows, holds: [] },
    });
    return <Options desk={desk} />;
  });

describe('the budget in the options', () => {
  it('shows each cap as a meter that says what it shows', async () => {
    const { find } = await showOptions({ dayUsd: 2, workspaces: { Fernway: { dayUsd: 1 } } });
    const meter = find('meter', 'Today’s budget');
    expect(meter.getAttribute('aria-valuetext')).toBe('Today $1.67 of $2.00');
    expect(find('meter', 'Today’s budget for Fernway').getAttribute('aria-valuetext')).toBe(
      'Today, Fernway: $0.42 of $1.00',
    );
  });

  it('sets a cap, takes it away again, and takes nothing that is no amount', async () => {
    const { desk, place, find, settle } = await showOptions();
    const write = async (label: string, value: string) => {
      const box = find('input', label);
      Object.assign(box, { value, validity: { badInput: value === 'much' } });
      const event = place.ownerDocument.createEvent('Event');
      event.initEvent('change', true, true);
      box.dispatchEvent(event);
      await settle();
      return desk.world.settings.budget;
    };
    expect((await write('Most a day, in US dollars', '2')).dayUsd).toBe(2);
    expect((await write('Most a day, in US dollars', '-1')).dayUsd).toBe(2);
    expect((await write('Chat: most a month', '5')).actions).toEqual({ chat: { monthUsd: 5 } });
    expect(await write('Most a day, in US dollars', '')).toEqual({
      ...DEFAULT_BUDGET,
      actions: { chat: { monthUsd: 5 } },
    });
    expect((await write('Kept for what is urgent (%)', '101')).reserve).toBe(DEFAULT_BUDGET.reserve);
    await write('Claude Sonnet 5.5: what it reads', '1.5');
    expect(desk.world.settings.prices).toEqual({ 'claude-sonnet-5-5': { input: 1.5, output: 10 } });
  });

  it('draws what was spent, each drawing with its table', async () => {
    const { find, place } = await showOptions();
    const bars = [...place.querySelectorAll('.plot-bars li')].map(({ textContent }) => textContent);
    expect(bars).toEqual(['Ask$2.42, 2 requests', 'Chat$1.25, 3 requests']);
    expect(find('[role=group]', 'US dollars a day, table').textContent).toContain('15 Jan$0.42$1.25');
    expect(place.textContent).toContain('2 requests of these ended without telling what they used');
  });
});

describe('the budget in the popup', () => {
  it('shows the cap that is nearest to its end, or what today has cost', async () => {
    const popup = async (budget: Partial<Budget>) =>
      show('popup', 'done', (desk) => {
        desk.tell({
          settings: { ...desk.world.settings, budget: { ...DEFAULT_BUDGET, ...budget } },
          spending: { rows: ROWS, holds: [] },
        });
        return <Popup desk={desk} />;
      });
    const { find } = await popup({ dayUsd: 2, monthUsd: 100 });
    expect(find('meter', 'Today’s budget').getAttribute('aria-valuetext')).toBe('Today $1.67 of $2.00');
    const { place } = await popup({});
    expect(place.textContent).toContain('Today $1.67. No cap is set.');
  });
});

describe('what the charts and the export add up to', () => {
  const all = ROWS.reduce((sum, { usd }) => sum + usd, 0);

  it.each(['action', 'model', 'workspace'] as const)('is the ledger, by %s', (by) => {
    expect(sumsBy(ROWS, by).reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(all, 12);
  });

  it('is the ledger over days and months, none left out', () => {
    for (const periods of [daysUpTo(TODAY, 30), monthsUpTo(TODAY, 12)]) {
      expect(new Set(periods).size).toBe(periods.length);
      expect(sumsOver(ROWS, periods).reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(all, 12);
    }
    expect(daysUpTo('2026-03-01', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(monthsUpTo('2026-01-31', 2)).toEqual(['2025-12', '2026-01']);
  });

  it('is the ledger in the file, where no name can be a formula', () => {
    const lines = spendingCsv([...ROWS, row({ workspace: '=HYPERLINK("x")' })]).split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]?.split(',').slice(0, 2)).toEqual(['2026-12-30', 'ask']);
    expect(lines.join('\n')).toContain(`"'=HYPERLINK(""x"")"`);
  });
});
