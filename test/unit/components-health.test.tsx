import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HealthView } from '../../components/kit/health-view.tsx';
import { HealthHistorySection } from '../../components/options/health-history.tsx';
import { healthDetails, remedyOf, stateWords } from '../../components/kit/health-words.ts';
import { dayOf } from '../../lib/activity/day.ts';
import type { HealthLine } from '../../lib/messages/desk.ts';
import { NOW as SHOWN_AT, show } from '../fixtures/show-surface.ts';
import { rendered } from './rendered.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const SONNET = { service: 'claude', name: 'Claude Sonnet 5.5' } as const;
const down: HealthLine = {
  ...SONNET,
  state: 'trouble',
  since: NOW - 12 * MINUTE,
  failure: { code: 'model-overloaded' },
  evidence: { failed: 5, of: 6, lastAt: NOW - 2 * MINUTE },
  works: 'Answers come from Claude Haiku 5.5.',
};
const words = (line: HealthLine): string => {
  const { why, next } = healthDetails(line, NOW);
  return `${stateWords(line, NOW)} | ${why} | ${next}`;
};

describe('the words of health', () => {
  it('are the state, the evidence and what comes next', () =>
    expect(words(down)).toBe(
      'in trouble for 12 min | The model Claude Sonnet 5.5 is overloaded. 5 of the last 6 calls failed; the last call was 2 min ago. | The next request asks it again.',
    ));

  it('say until when a service is left alone', () =>
    expect(words({ ...down, until: NOW + MINUTE })).toMatch(/Left alone until .*, then asked again\./));

  it('say how slow is slow', () =>
    expect(words({ ...SONNET, state: 'slow', since: NOW - MINUTE, pace: { latelyMs: 9_000, usualMs: 2_000 } })).toBe(
      'slower than usual for 1 min | Answers now begin after 9.0 s; here it is usually 2.0 s. | ',
    ));

  it('claim nothing of a service that nobody asked', () => {
    expect(words({ ...SONNET, state: 'unknown' })).toBe('not asked yet |  | ');
    const { failure: _old, works: _none, ...rest } = down;
    expect(words({ ...rest, state: 'unknown', evidence: { failed: 1, of: 1, lastAt: NOW - 90 * MINUTE } })).toBe(
      'not asked for 1 h | The last call failed, 1 h ago. | ',
    );
  });

  it('show a status page that contradicts what was seen here, either way', () => {
    const status = { page: 'claude', at: NOW, says: 'well' } as const;
    expect(words({ ...down, status })).toContain(
      'Claude’s status page says that all is well; here 5 of 6 calls failed.',
    );
    const fine: HealthLine = {
      ...SONNET,
      state: 'fine',
      status: { ...status, says: 'trouble', words: 'Elevated errors' },
    };
    expect(words(fine)).toBe('fine |  | Claude’s status page tells of “Elevated errors”; here it answers.');
  });

  it('show a status page that agrees, one that told nothing, and none beside trouble with the account', () => {
    const status = { page: 'claude', at: NOW, says: 'trouble', words: 'Elevated errors' } as const;
    expect(words({ ...down, status })).toContain('tells of it too: “Elevated errors”.');
    const silent = { page: 'claude', at: NOW, says: 'nothing', fault: 'not-json' } as const;
    expect(words({ ...down, status: silent })).toContain('Claude’s status page told nothing: it sent something else.');
    const account: HealthLine = { ...down, failure: { code: 'claude-spend-limit' } };
    expect(words({ ...account, status: { page: 'claude', at: NOW, says: 'well' } })).not.toContain('status page');
  });

  it('give a button to what only the person can mend', () => {
    expect(remedyOf(down)).toBeUndefined();
    expect(remedyOf({ ...down, failure: { code: 'claude-key-invalid' } })).toBe('Check the Claude key');
    expect(remedyOf({ ...down, failure: { code: 'claude-auth-trouble' } })).toBeUndefined();
  });
});

describe('the region of health', () => {
  const region = (lines: readonly HealthLine[], brief = false): string =>
    rendered(<HealthView lines={lines} now={NOW} brief={brief} />).innerHTML;

  it('has every service, by words before colour', () => {
    const html = region([down, { ...SONNET, name: 'Claude Haiku 5.5', state: 'fine' }]);
    expect(html).toContain('aria-label="Service health"');
    expect(html).toMatch(/Claude Sonnet 5\.5[\s\S]*in trouble for 12 min[\s\S]*Answers come from Claude Haiku 5\.5\./);
    expect(html).toMatch(/Claude Haiku 5\.5[\s\S]*fine/);
  });

  it('shows beside a conversation only what is not well', () => {
    const html = region([down, { ...SONNET, name: 'Claude Haiku 5.5', state: 'fine' }], true);
    expect(html.match(/<li/g)).toHaveLength(1);
    expect(region([{ ...SONNET, state: 'fine' }], true)).toContain('unseen');
    const slow = ['1', '2', '3', '4'].map((name) => ({ ...SONNET, name, state: 'slow' }) as const);
    const crowded = region([...slow, down], true);
    expect(crowded.match(/<li/g)).toHaveLength(3);
    expect(crowded).toContain('Claude Sonnet 5.5');
  });
});

describe('the past of the services', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const service = 'model:claude/claude-sonnet-5-5';
  const day = dayOf(SHOWN_AT, -new Date(SHOWN_AT).getTimezoneOffset() * MINUTE);
  const incident = {
    id: 'one',
    service,
    name: SONNET.name,
    startedAt: SHOWN_AT - 30 * MINUTE,
    lastFailedAt: SHOWN_AT - 20 * MINUTE,
    endedAt: SHOWN_AT - 10 * MINUTE,
    calls: 8,
    failed: { 'model-overloaded': 6 },
  } as const;
  const row = {
    key: `${day} ${service}`,
    day,
    service,
    name: SONNET.name,
    calls: 12,
    failed: { 'model-overloaded': 6 },
  } as const;

  it('is a bar a day with its table, what went wrong, and what people got all the same', async () => {
    const { place, find, press } = await show('options', 'done', (desk) => {
      desk.tell({
        history: {
          days: [{ ...row, times: [0, 0, 0, 6] }],
          incidents: [incident],
          saved: [{ at: incident.startedAt, rung: 'model', service }],
        },
      });
      return <HealthHistorySection desk={desk} now={SHOWN_AT} />;
    });
    expect(
      find('svg', 'Claude Sonnet 5.5, 90 days: asked on 1, an incident on 1').querySelectorAll('rect').length,
    ).toBe(89 + 3);
    expect(place.textContent).toContain('6 of 12 calls answered.');
    expect(place.textContent).toMatch(/20 min.*is overloaded\. 6 of 8 calls failed\./);
    expect(place.textContent).toContain('1 request got something all the same: 1 by another model.');
    expect(place.querySelector('table')).toBeNull();
    await press('Show table of Claude Sonnet 5.5');
    expect(place.querySelector('tbody')?.textContent).toBe(`${day}12620 min`);
  });

  it('says what will be here, before anything was asked', async () => {
    const { place } = await show('options', 'empty', (desk) => <HealthHistorySection desk={desk} now={SHOWN_AT} />);
    expect(place.textContent).toMatch(/Once Claude or Notion was asked/);
    expect(place.querySelector('button')).toBeNull();
  });
});
