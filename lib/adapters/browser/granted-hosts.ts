import { extension } from './extension.ts';

/** Hosts that keys may travel to: nothing that a setting or a page could widen. */
const SERVICES = ['https://api.anthropic.com', 'https://api.notion.com'];

/**
 * The services that the person lets us reach, as origins. Firefox lets a person take host permissions back at any time,
 * so the answer is kept current; until the browser has told, all of them count as granted.
 */
export function watchGrantedHosts(): () => readonly string[] {
  let granted: readonly string[] = SERVICES;
  const read = async (): Promise<void> => {
    const has = await Promise.all(
      SERVICES.map((origin) => extension.permissions.contains({ origins: [`${origin}/*`] })),
    );
    granted = SERVICES.filter((_origin, at) => has[at]);
  };
  const reread = (): void => void read();
  extension.permissions.onAdded.addListener(reread);
  extension.permissions.onRemoved.addListener(reread);
  reread();
  return () => granted;
}
