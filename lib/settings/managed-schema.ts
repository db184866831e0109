import { MANAGED_FIELDS } from './managed-fields.ts';
import type { ManagedField, ManagedJson } from './managed-fields.ts';

const ABOUT: Readonly<Record<ManagedField, string>> = {
  providers: 'Who may be asked: claude, gateway, openai, built-in.',
  models: 'Models that may be asked; * at the end stands for any ending.',
  baseUrls: 'Addresses of the gateways and servers that may be asked.',
  inferenceGeo: 'Region in which Claude computes answers, as its API names it.',
  writes: 'off: nothing is written to Notion. ask: a person approves every write.',
  parents: 'Ids of the Notion pages under which may be written.',
  retentionDays: 'Days after which what is kept on the device is deleted.',
  redaction: 'Secrets and personal data before sending: off, warn, block, placeholders.',
  spendPerDayUsd: 'The most that models may cost in a day, in US dollars.',
  spendPerMonthUsd: 'The most that models may cost in a month, in US dollars.',
  keyModes: 'How keys may rest on the device: session, passphrase, clear.',
  surfacesOff: 'Switched off: companion, side-panel, reader, workbench, omnibox.',
};

const LIST = { type: 'array', items: { type: 'string' } } as const;

const TYPES = {
  list: LIST,
  text: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
} as const satisfies Record<ManagedJson, object>;

/**
 * The schema that Chrome reads. It names types alone: what does not fit it, Chrome drops without a word, so everything
 * else is left to the reader, which has words. `fields` tells the reader what was dropped.
 */
export function managedSchema() {
  const properties = Object.entries(MANAGED_FIELDS).map(([name, { json }]) => [
    name,
    { ...TYPES[json], description: ABOUT[name as ManagedField] },
  ]);
  return {
    type: 'object',
    properties: {
      fields: { ...LIST, description: 'The names of all fields that this policy sets. Always needed.' },
      ...Object.fromEntries(properties),
    },
  } as const;
}
