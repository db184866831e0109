import type { ManagedField, ManagedPolicy, ManagedSurface, ProviderKind } from '../../lib/settings/managed-fields.ts';
import type { KeyMode } from '../../lib/settings/settings.ts';

const PROVIDERS: Readonly<Record<ProviderKind, string>> = {
  claude: 'Claude',
  gateway: 'Claude behind a gateway',
  openai: 'OpenAI-compatible servers',
  'built-in': 'the browser’s own model',
};

const KEYS: Readonly<Record<KeyMode, string>> = {
  session: 'until the browser closes',
  passphrase: 'encrypted under a passphrase',
  clear: 'in the clear',
};

const SURFACES: Readonly<Record<ManagedSurface, string>> = {
  companion: 'the companion in Notion’s pages',
  'side-panel': 'chat, history and search in the side panel',
  reader: 'the Reader',
  workbench: 'the workbench',
  omnibox: 'search in the address bar',
};

const REDACTION: Readonly<Record<NonNullable<ManagedPolicy['redaction']>, string>> = {
  off: 'are sent as they are',
  warn: 'are sent after a warning',
  block: 'are not sent',
  placeholders: 'are sent as placeholders',
};

/** One thing that the organization has set, as a term and what it says; `undefined` where it has not. */
export function managedWords(
  field: ManagedField,
  policy: ManagedPolicy,
): { readonly name: string; readonly value: string } | undefined {
  const say = WORDS[field];
  const value = say.words(policy);
  return value === undefined ? undefined : { name: say.name, value };
}

const WORDS: Readonly<
  Record<ManagedField, { readonly name: string; words(policy: ManagedPolicy): string | undefined }>
> = {
  providers: { name: 'May be asked', words: ({ providers }) => listed(providers?.map((one) => PROVIDERS[one])) },
  models: { name: 'Models', words: ({ models }) => listed(models) },
  baseUrls: { name: 'Addresses of gateways and servers', words: ({ baseUrls }) => listed(baseUrls) },
  inferenceGeo: { name: 'Region in which Claude answers', words: ({ inferenceGeo }) => inferenceGeo },
  writes: {
    name: 'Writing to Notion',
    words: ({ writes }) =>
      writes && (writes === 'off' ? 'Off: nothing is written.' : 'Only after a person’s own yes to each change.'),
  },
  parents: {
    name: 'Pages that may be written to',
    words: ({ parents }) => parents && `${listed(parents)}, and what lies under them`,
  },
  retentionDays: {
    name: 'Kept on this device',
    words: ({ retentionDays }) => (retentionDays === undefined ? undefined : `${retentionDays} days at most`),
  },
  redaction: {
    name: 'Secrets and personal data',
    words: ({ redaction }) => redaction && `They ${REDACTION[redaction]}.`,
  },
  spendPerDayUsd: { name: 'Spending in a day', words: ({ spendPerDayUsd }) => upTo(spendPerDayUsd) },
  spendPerMonthUsd: { name: 'Spending in a month', words: ({ spendPerMonthUsd }) => upTo(spendPerMonthUsd) },
  keyModes: { name: 'Keys are kept', words: ({ keyModes }) => listed(keyModes?.map((mode) => KEYS[mode])) },
  surfacesOff: { name: 'Switched off', words: ({ surfacesOff }) => listed(surfacesOff?.map((one) => SURFACES[one])) },
};

const listed = (values: readonly string[] | undefined): string | undefined =>
  values && (values.length === 0 ? 'none' : values.join(', '));

const upTo = (usd: number | undefined): string | undefined => (usd === undefined ? undefined : `at most $${usd}`);
