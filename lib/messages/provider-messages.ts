import { flag, listOf, nothing, oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';
import { parseBaseUrl } from '../settings/provider-address.ts';
import { asProviderId } from '../settings/provider.ts';

const SHORT = 400;
const ADDRESS = 2_000;
const ID = 80;
/** More than anybody orders by hand. */
const MOST_MODELS = 50;
const MOST_PROVIDERS = 50;

const id = parsed(ID, asProviderId);

const form = record(
  {
    kind: oneOf('gateway', 'openai'),
    name: text(SHORT),
    baseUrl: parsed(ADDRESS, parseBaseUrl),
    header: oneOf('bearer', 'x-api-key', 'none'),
    models: listOf(text(SHORT), MOST_MODELS),
    classes: listOf(oneOf('public', 'internal', 'restricted'), 3),
  },
  { id, contextTokens: wholeNumber },
);

/** What our own pages ask about providers. A script in Notion's page may ask for none of it. */
export const PROVIDER_SHAPES = {
  'provider.test': record({ form }, { key: text(SHORT) }),
  'provider.save': record(
    { form, mode: oneOf('session', 'passphrase', 'clear') },
    { key: text(SHORT), passphrase: text(SHORT) },
  ),
  'provider.switch': record({ id, on: flag }, {}),
  'provider.arrange': listOf(id, MOST_PROVIDERS),
  'provider.remove': id,
  'built-in.look': nothing,
} as const;
