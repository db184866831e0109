import { expect, it } from 'vitest';
import { otherModels } from '../../components/kit/other-models.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import type { ProviderSettings } from '../../lib/settings/provider.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';

const OLLAMA: ProviderSettings = {
  id: 'openai:local',
  name: 'Ollama',
  baseUrl: 'http://localhost:11434/v1',
  header: 'none',
  models: ['llama', 'claude-opus-5-5'],
  classes: ['internal'],
};
const HOUSE: ProviderSettings = { ...OLLAMA, id: 'openai:house', name: 'Model house', models: ['llama', 'large'] };
const WORK: ProviderSettings = { ...OLLAMA, id: 'gateway:work', name: 'Work', models: ['claude-haiku-5-5'] };

const CLAUDE = KNOWN_MODELS.filter(({ id }) => id.endsWith('-5-5'));
const NAMES = ['Claude Haiku 5.5', 'Claude Opus 5.5'];

const offered = (settings: Partial<Settings>, except = 'claude-sonnet-5-5'): readonly string[] =>
  otherModels({ models: CLAUDE, settings: { ...DEFAULT_SETTINGS, ...settings } }, except, () => undefined).map(
    ({ label }) => label,
  );

it('offers Claude’s models, then those of other providers with the names of these', () => {
  expect(offered({ providers: [WORK, HOUSE] })).toEqual([...NAMES, 'llama on Model house', 'large on Model house']);
});

it('asks for what is chosen by its name', () => {
  const chosen: string[] = [];
  const settings = { ...DEFAULT_SETTINGS, providers: [HOUSE] };
  const items = otherModels({ models: CLAUDE, settings }, undefined, (model) => chosen.push(model));
  items.find(({ label }) => label === 'large on Model house')?.onChoose();
  expect(chosen).toEqual(['large']);
});

it.each<[string, readonly ProviderSettings[]]>([
  ['a provider that is off', [{ ...HOUSE, off: true }]],
  ['a provider that may see public pages alone', [{ ...HOUSE, classes: ['public'] }]],
  ['a Claude model behind a gateway, whose name asks Claude itself', [WORK]],
])('leaves out %s', (_what, providers) => {
  expect(offered({ providers })).toEqual(NAMES);
});

it('offers a model that two providers serve once, where its name leads to', () => {
  expect(offered({ providers: [HOUSE, OLLAMA] })).toEqual([...NAMES, 'llama on Model house', 'large on Model house']);
});

it('names the gateway where that is asked first, and leaves out who answered', () => {
  const settings = { provider: WORK.id, model: 'claude-haiku-5-5', providers: [WORK, HOUSE] };
  expect(offered(settings, 'large')).toEqual([
    'Claude Sonnet 5.5',
    'Claude Opus 5.5',
    'Claude Haiku 5.5 on Work',
    'llama on Model house',
  ]);
});

it('offers Claude’s alone where nobody knows of others', () => {
  const items = otherModels({ models: CLAUDE }, 'claude-sonnet-5-5', () => undefined);
  expect(items.map(({ label }) => label)).toEqual(NAMES);
});
