import { expect, it } from 'vitest';
import { askedRoute } from '../../lib/flows/asked-route.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { ProviderId, ProviderSettings } from '../../lib/settings/provider.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';

const server = (id: ProviderSettings['id'], models: readonly string[]): ProviderSettings => ({
  id,
  name: id,
  baseUrl: 'http://localhost:11434/v1',
  header: 'none',
  models,
  classes: ['internal'],
});
const PROVIDERS = [server('openai:local', ['llama']), server('gateway:work', ['claude-opus-5-5'])];

it.each<[string, ProviderId, Partial<JobInput>, ProviderId]>([
  ['what is set, where nothing is said', 'gateway:work', {}, 'gateway:work'],
  ['what is said', 'claude', { provider: 'openai:local', model: 'llama' }, 'openai:local'],
  ['a model of a provider that lists it', 'claude', { model: 'llama' }, 'openai:local'],
  ['a Claude model of Claude, where a server is set', 'openai:local', { model: 'claude-haiku-5-5' }, 'claude'],
  ['a Claude model of the gateway that is set', 'gateway:work', { model: 'claude-haiku-5-5' }, 'gateway:work'],
  ['a Claude model of Claude, though a gateway lists it', 'claude', { model: 'claude-opus-5-5' }, 'claude'],
  ['the browser’s model of the browser', 'claude', { model: 'browser-model' }, 'built-in'],
  ['a model that nobody lists of who is set', 'openai:local', { model: 'mistral' }, 'openai:local'],
])('asks %s', (_what, provider, said, asked) => {
  const settings = { ...DEFAULT_SETTINGS, provider, providers: PROVIDERS };
  expect(askedRoute({ action: 'ask', length: 'short', ...said }, settings).provider).toBe(asked);
});
