import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Options } from '../../components/options/options.tsx';
import type { ProviderSettings } from '../../lib/settings/provider.ts';
import { alertOf, NOW, show } from '../fixtures/show-surface.ts';

const PRIVACY = readFileSync(new URL('../../PRIVACY.md', import.meta.url), 'utf8');

const HOUSE: ProviderSettings = {
  id: 'openai:1',
  name: 'Model house',
  baseUrl: 'https://models.example/v1',
  header: 'bearer',
  models: ['large', 'small'],
  classes: ['public', 'internal'],
};
const WORK: ProviderSettings = { ...HOUSE, id: 'gateway:2', name: 'Gateway at work', models: ['claude-sonnet-5-5'] };

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const showOptions = (providers: readonly ProviderSettings[] = []) =>
  show('options', 'done', (desk) => {
    desk.tell({ settings: { ...desk.world.settings, providers } });
    return <Options desk={desk} />;
  });

const orderIn = (place: HTMLElement): readonly string[] =>
  [...place.querySelectorAll('ol[aria-label="Order of models"] > li > span:first-child')].map((row) => row.textContent);

describe('the order of models', () => {
  it('is set by buttons, the first one being asked first', async () => {
    const { desk, place, press, find } = await showOptions();
    expect(orderIn(place)).toEqual(['1. Claude Sonnet 5.5 asked first', '2. Claude Haiku 5.5', '3. Claude Opus 5.5']);
    expect(find('button', 'Move up Claude Sonnet 5.5')).toHaveProperty('disabled', true);
    await press('Move up Claude Haiku 5.5');
    expect(desk.world.settings).toMatchObject({
      model: 'claude-haiku-5-5',
      fallbacks: ['claude-sonnet-5-5', 'claude-opus-5-5'],
    });
    await press('Remove Claude Opus 5.5');
    await press('Remove Claude Haiku 5.5');
    expect(desk.world.settings).toMatchObject({ model: 'claude-sonnet-5-5', fallbacks: [] });
    expect(find('button', 'Remove Claude Sonnet 5.5')).toHaveProperty('disabled', true);
  });
});

describe('what a stand-in may cost', () => {
  it('is set by an amount, and by nothing else', async () => {
    const { desk, place, find } = await showOptions();
    const box = find('input', 'Most a stand-in may cost, in US dollars');
    expect(box).toHaveProperty('value', '0.5');
    const write = (value: string): number => {
      Object.assign(box, { value });
      box.dispatchEvent(changed(place));
      return desk.world.settings.standInUsd;
    };
    expect(['0.25', '', ' ', '-1', 'much'].map(write)).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
    expect(write('0')).toBe(0);
  });
});

describe('“Where your data goes”', () => {
  it('names every host that PRIVACY.md names', async () => {
    const { find } = await showOptions();
    const hosts = [...PRIVACY.matchAll(/^\| `([^`]+)`/gmu)].map(([, host = '']) => host);
    expect(hosts.length).toBeGreaterThan(3);
    for (const host of hosts) expect(find('th', host).getAttribute('scope')).toBe('row');
  });
});

describe('other providers', () => {
  it('are put in, tested and kept', async () => {
    const { desk, place, press, type, find } = await showOptions();
    desk.tell({ served: new Map([['https://models.example/v1', ['large', 'small']]]) });
    await press('Add a provider');
    const group = find('h3', 'New provider').parentElement;
    const pressIn = async (name: string): Promise<void> => {
      const button = [...(group?.querySelectorAll('button') ?? [])].find((one) => one.textContent === name);
      if (name === 'Save') group?.querySelector('form')?.dispatchEvent(submit(place));
      else button?.click();
      await vi.advanceTimersByTimeAsync(0);
    };
    await type('Provider name', 'Model house');
    await type('Base URL', 'http://models.example/v1');
    await pressIn('Test connection');
    expect(alertOf(place)).toContain('This is no address');
    await type('Base URL', 'models.example/v1/');
    await type('Provider key', 'sk-1234');
    await pressIn('Test connection');
    expect(place.textContent).toContain('It answers, and has 2 models.');
    expect(find('input', 'Models to ask')).toHaveProperty('value', 'large');
    await type('Models to ask', 'large, small');
    await pressIn('Save');
    expect(desk.world.settings.providers).toEqual([HOUSE]);
    expect(place.textContent).not.toContain('sk-1234');
    expect(find('fieldset', 'Provider: Model house').textContent).toContain('May see public and internal pages');
  });

  it('stand in “Where your data goes” with what they may see', async () => {
    const { find } = await showOptions([HOUSE]);
    expect(find('th', 'models.example').closest('tbody')?.textContent).toContain(
      'The same as Claude, for public and internal pages, and the key of Model house',
    );
  });

  it('are ordered, switched off and taken away, the last on the second press', async () => {
    const { desk, press, find } = await showOptions([HOUSE, WORK]);
    await press('Move down Model house');
    expect(desk.world.settings.providers.map(({ name }) => name)).toEqual(['Gateway at work', 'Model house']);
    const toggle = find('fieldset', 'Provider: Model house').querySelector<HTMLElement>('[role=switch]');
    expect(toggle?.getAttribute('aria-checked')).toBe('true');
    toggle?.click();
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.world.settings.providers.find(({ id }) => id === HOUSE.id)?.off).toBe(true);
    const remove = [...find('fieldset', 'Provider: Gateway at work').querySelectorAll('button')].at(-1);
    remove?.click();
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.world.settings.providers).toHaveLength(2);
    await press('Remove it with its key?');
    expect(desk.world.settings.providers.map(({ id }) => id)).toEqual([HOUSE.id]);
  });

  it('say how a local server is told to answer extensions', async () => {
    const { place, press, type } = await showOptions();
    await press('Add a provider');
    await type('Base URL', 'http://localhost:11434/v1');
    expect(place.textContent).toContain('OLLAMA_ORIGINS=chrome-extension://*,moz-extension://*');
  });
});

describe('the browser’s own model', () => {
  it.each([
    ['absent', 'This browser has none.'],
    ['downloadable', 'Understudy never starts that.'],
    ['available', 'Ready, for short pages of about 4,000 tokens.'],
  ] as const)('says how it stands: %s', async (builtIn, words) => {
    const { desk, place } = await show('options', 'done', (shown) => {
      shown.tell({ builtIn });
      return <Options desk={shown} />;
    });
    expect(place.textContent).toContain(words);
    const toggle = [...place.querySelectorAll<HTMLElement>('[role=switch]')].find(
      (one) => one.nextElementSibling?.textContent === 'The browser’s own model',
    );
    toggle?.click();
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.world.settings.builtIn).toBe(false);
  });
});

/** A press of Enter in a form. */
const submit = (place: HTMLElement): Event => eventOn(place, 'submit');

/** A field is left with another value. */
const changed = (place: HTMLElement): Event => eventOn(place, 'change');

function eventOn({ ownerDocument: { defaultView } }: HTMLElement, name: string): Event {
  if (defaultView === null) throw new Error('no window');
  return new defaultView.Event(name, { bubbles: true, cancelable: true });
}
