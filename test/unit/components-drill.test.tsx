import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Companion } from '../../components/companion/companion.tsx';
import { moment } from '../../components/kit/moment.ts';
import { Options } from '../../components/options/options.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { Reader } from '../../components/reader/reader.tsx';
import { SidePanel } from '../../components/side-panel/side-panel.tsx';
import { parsePageId } from '../../lib/base/ids.ts';
import type { Drill, DrillReport, DrillRow } from '../../lib/messages/drill-desk.ts';
import type { FakeDesk } from '../fixtures/fake-desk.ts';
import { NOW, show } from '../fixtures/show-surface.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ROWS: readonly DrillRow[] = [
  { act: 'summarize', got: 'last-good', ms: 8_100, cause: 'claude-unavailable', waits: true },
  { act: 'brief', got: 'model-free', ms: 20, cause: 'claude-unavailable' },
  { act: 'search', got: 'from-device', ms: 40 },
  { act: 'chat', got: 'waits', ms: 20_400, cause: 'claude-unavailable', waits: true },
  { act: 'retry', got: 'other-model', ms: 1_900, model: 'claude-haiku-5-5', cause: 'model-overloaded', costUsd: 0.012 },
  { act: 'earlier-chats', got: 'not-tried', ms: 1 },
];

const aDrill = (differs: Partial<Drill> = {}): Drill => ({
  scenario: 'claude-down',
  startedAt: NOW - 60_000,
  endsAt: NOW + 9 * 60_000,
  ground: { model: 'claude-sonnet-5-5', host: 'api.anthropic.com', claudeHosts: ['api.anthropic.com'] },
  rows: ROWS.slice(0, 2),
  trying: 'ask',
  ...differs,
});

const aReport = (differs: Partial<DrillReport> = {}): DrillReport => ({
  scenario: 'claude-down',
  startedAt: NOW - 60_000,
  model: 'claude-sonnet-5-5',
  page: 'Launch plan Q3',
  rows: ROWS,
  ...differs,
});

const SURFACES = [
  ['popup', (desk: FakeDesk) => <Popup desk={desk} />],
  ['side-panel', (desk: FakeDesk) => <SidePanel desk={desk} />],
  ['options', (desk: FakeDesk) => <Options desk={desk} />],
  ['reader', (desk: FakeDesk) => <Reader desk={desk} search="" hash="" />],
  ['companion', (desk: FakeDesk) => <Companion desk={desk} onClose={() => undefined} />],
] as const;

describe.each(SURFACES)('a drill seen from the %s', (name, node) => {
  it('is told as one, and ended there', async () => {
    const { desk, place, find, press, settle } = await show(name, 'done', node);
    expect(place.querySelector('[aria-label="Drill is on"]')).toBeNull();
    desk.tell({ drill: aDrill() });
    await settle();
    expect(find('section', 'Drill is on').textContent).toContain('all of Claude is down');
    expect(find('section', 'Drill is on').textContent).toContain('9 min left');
    await press('End drill');
    expect(desk.world.drill).toBeUndefined();
    expect(place.querySelector('[aria-label="Drill is on"]')).toBeNull();
  });

  it('is over when its time is, though nobody has ended it', async () => {
    const { desk, place, settle } = await show(name, 'done', node);
    desk.tell({ drill: aDrill({ endsAt: NOW + 20_000 }) });
    await settle();
    expect(place.querySelector('[aria-label="Drill is on"]')).not.toBeNull();
    await settle(30_000);
    expect(place.querySelector('[aria-label="Drill is on"]')).toBeNull();
  });
});

describe('the drill in the options', () => {
  const options = () => show('options', 'done', (desk) => <Options desk={desk} />);

  const theSwitch = (place: HTMLElement): HTMLElement => {
    const named = [...place.querySelectorAll<HTMLElement>('[role=switch]')].find((each) => {
      const label = each.getAttribute('aria-labelledby') ?? '';
      return place.querySelector(`[id="${label}"]`)?.textContent === 'Drill';
    });
    if (named === undefined) throw new Error('no switch');
    return named;
  };

  it('begins by its switch and shows how far it is', async () => {
    const { desk, place, find, settle, press } = await options();
    expect(theSwitch(place).getAttribute('aria-checked')).toBe('false');
    theSwitch(place).click();
    await settle();
    expect(theSwitch(place).getAttribute('aria-checked')).toBe('true');
    expect(desk.world.drill?.scenario).toBe('claude-down');
    desk.tell({ drill: aDrill() });
    await settle();
    expect(find('progress', 'Drill progress').getAttribute('aria-valuetext')).toBe('Trying Ask this page (3 of 18)');
    await press('Stop');
    expect(desk.world.drill?.tried).toBe('stopped');
    theSwitch(place).click();
    await settle();
    expect(desk.world.drill).toBeUndefined();
  });

  it('reports how much stayed useful, what each action gave and what it cost', async () => {
    const { desk, place, settle } = await options();
    desk.tell({ reports: [aReport(), aReport({ startedAt: NOW - 120_000, stopped: true })] });
    await settle();
    const [newest, older] = place.querySelectorAll('.drill-report');
    expect(newest?.querySelector('summary')?.textContent).toContain('4 of 5 actions stayed useful');
    expect(older?.querySelector('summary')?.textContent).toContain('stopped early');
    expect(newest?.textContent).toContain(`while all of Claude is down, ${moment(NOW - 60_000, NOW)}`);
    const cells = [...(newest?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent),
    );
    expect(cells[0]?.[1]).toContain('The last good answer, with its age; the question waits');
    expect(cells[4]?.[1]).toContain('An answer by Claude Haiku 5.5 instead');
    expect(cells[4]?.[1]).toContain('The model Claude Sonnet 5.5 is overloaded.');
    expect(cells[5]).toEqual(['Earlier chats', 'Not tried: there are none yet', '']);
    expect(cells.map((row) => row[2])).toEqual(['8.1 s', 'at once', 'at once', '20 s', '1.9 s', '']);
    expect(newest?.textContent).toContain('It cost $0.012.');
    expect(newest?.textContent).toContain('No model answered 3 of 4 questions.');
  });

  it('has nothing to close where every question was answered', async () => {
    const { desk, place, settle } = await options();
    desk.tell({
      reports: [aReport({ rows: [{ act: 'summarize', got: 'answer', model: 'claude-sonnet-5-5', ms: 1_000 }] })],
    });
    await settle();
    expect(place.querySelector('.drill-report .gaps')).toBeNull();
  });
});

describe('the inventory in the options', () => {
  it('lists what is relied on, and closes each gap by one button', async () => {
    const { desk, place, press, settle } = await show('options', 'done', (fake) => <Options desk={fake} />);
    const pageId = parsePageId('1'.repeat(32));
    if (pageId === undefined) throw new Error('no id');
    const add = { kind: 'add-provider' } as const;
    const provider = { model: true, provider: false, 'model-free': true };
    desk.tell({
      inventory: [
        { what: { kind: 'action', action: 'summarize', uses: 14 }, fallbacks: provider, remedies: [add] },
        { what: { kind: 'action', action: 'ask-pages', uses: 1 }, fallbacks: provider, remedies: [add] },
        { what: { kind: 'notion', workspace: 'Fernway', mirrored: 1240, known: 3100 }, fallbacks: {}, remedies: [] },
        {
          what: { kind: 'page', title: 'Budget', pinned: false },
          fallbacks: { copy: false },
          remedies: [{ kind: 'read-page', pageId }],
        },
      ],
    });
    await settle();
    const gaps = [...place.querySelectorAll('[aria-label=Gaps] li')].map((gap) => gap.textContent);
    expect(gaps).toEqual([
      'When all of Claude is down, no model answers.Add a provider',
      '“Budget” cannot be read when Notion is away.Read it now',
    ]);
    expect(place.querySelector('.reliances tbody tr')?.textContent).toBe('Summarize 14 timesyesno–yes');
    expect(place.querySelector('.reliances')?.textContent).toContain('Notion: Fernway 1,240 of 3,100 pages here');
    desk.breakDown('refresh', 'notion-unavailable');
    await press('Read it now');
    expect(place.querySelector('.refused')?.textContent).toContain('Notion');
  });
});
