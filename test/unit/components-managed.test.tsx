import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Options } from '../../components/options/options.tsx';
import { effectiveSettings } from '../../lib/settings/effective-settings.ts';
import type { Managed } from '../../lib/settings/managed.ts';
import { MANAGED_FIELD_NAMES } from '../../lib/settings/managed-fields.ts';
import { readManaged } from '../../lib/settings/read-managed.ts';
import { alertOf, NOW, show } from '../fixtures/show-surface.ts';

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const switchNamed = (place: HTMLElement, name: string): HTMLElement | null | undefined =>
  [...place.querySelectorAll('.switch-row')]
    .find((row) => row.textContent.startsWith(name))
    ?.querySelector<HTMLElement>('[role=switch]');

const showUnder = (managed: Managed) =>
  show('options', 'done', (desk) => {
    desk.tell({ settings: effectiveSettings(desk.world.settings, managed) });
    return <Options desk={desk} />;
  });

describe('the settings under a policy', () => {
  it('say all that the organization set, in words', async () => {
    const values = {
      providers: ['claude'],
      models: ['claude-haiku-*'],
      baseUrls: [],
      inferenceGeo: 'us',
      writes: 'off',
      parents: ['0123456789abcdef0123456789abcdef'],
      retentionDays: 30,
      redaction: 'placeholders',
      spendPerDayUsd: 0,
      spendPerMonthUsd: 20,
      keyModes: ['passphrase'],
      surfacesOff: ['reader'],
    };
    const { place } = await showUnder(readManaged({ fields: MANAGED_FIELD_NAMES, ...values }));
    const said = [...place.querySelectorAll('.managed dd')].map(({ textContent }) => textContent);
    expect(said).toEqual([
      'Claude',
      'claude-haiku-*',
      'none',
      'us',
      'Off: nothing is written.',
      '01234567-89ab-cdef-0123-456789abcdef, and what lies under them',
      '30 days at most',
      'They are sent as placeholders.',
      'at most $0',
      'at most $20',
      'encrypted under a passphrase',
      'the Reader',
    ]);
    expect(switchNamed(place, 'Allow writing to Notion')).toMatchObject({ disabled: true });
    expect(switchNamed(place, 'The browser’s own model')).toMatchObject({ disabled: true });
  });

  it('say what is wrong with a policy, and nothing of a policy where there is none', async () => {
    const wrong = await showUnder(readManaged({ fields: ['writes'], writes: true }));
    expect(alertOf(wrong.place)).toContain('“writes” must be one of “off”, “ask”.');
    const none = await showUnder({ state: 'none' });
    expect(none.place.querySelector('.managed')).toBeNull();
    expect(switchNamed(none.place, 'Allow writing to Notion')).toMatchObject({ disabled: false });
  });
});
