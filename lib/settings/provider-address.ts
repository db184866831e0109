import type { ProviderSettings } from './provider.ts';

/** Names under which this computer reaches itself. */
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/**
 * Reads the address of a server as a person types it: `https`, or `http` on this computer alone, without user, query and
 * slash at its end; `undefined` for anything else. A key never travels in the clear.
 */
export function parseBaseUrl(text: string): string | undefined {
  const typed = text.trim();
  const guessed = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const url = URL.parse(guessed);
  if (url === null || url.hostname === '' || url.search !== '' || url.hash !== '') return undefined;
  const open = url.protocol === 'http:' && LOOPBACK.has(url.hostname);
  if (!open && url.protocol !== 'https:') return undefined;
  const bare = url.href.replace(/\/+$/, '');
  // A user or password in the address would be sent along, and would stand in the settings.
  return bare
    .slice(bare.indexOf('//') + 2)
    .split('/', 1)[0]
    ?.includes('@') === true
    ? undefined
    : bare;
}

/** The origin that a provider is reached at, for example `http://localhost:11434`. */
export function originOf({ baseUrl }: Pick<ProviderSettings, 'baseUrl'>): string {
  const [scheme = '', , host = ''] = baseUrl.split('/', 3);
  return `${scheme}//${host}`;
}

/** What the browser is asked to let us reach: it knows hosts, not ports. */
export function hostPattern(provider: Pick<ProviderSettings, 'baseUrl'>): string {
  return `${originOf(provider).replace(/:\d+$/, '')}/*`;
}
