import type { Remedy } from '../../lib/messages/inventory.ts';

/** The button that closes a gap. */
export const REMEDY_WORDS: Readonly<Record<Remedy['kind'], string>> = {
  'connect-claude': 'Add a Claude key',
  'connect-notion': 'Connect Notion',
  'add-provider': 'Add a provider',
  'add-model': 'Choose fallback models',
  'allow-built-in': 'Allow the browser’s model',
  sync: 'Copy it now',
  'read-page': 'Read it now',
};
