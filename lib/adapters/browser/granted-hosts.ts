import { extension } from './extension.ts';

/** Hosts that keys may travel to: nothing that a setting or a page could widen. */
const SERVICES = ['https://api.anthropic.com', 'https://api.notion.com'];

/** All that the manifest asks for: what a person took back, they can give again in one press. */
const ASKED_FOR = [...SERVICES, 'https://app.notion.com', 'https://www.notion.so', 'https://notion.so'];

const origins = ASKED_FOR.map((origin) => `${origin}/*`);

/** Tells whether every host that Understudy needs may be reached, now and whenever that changes. */
export function watchLeave(show: (granted: boolean) => void): () => void {
  const look = (): void => void extension.permissions.contains({ origins }).then(show, () => undefined);
  extension.permissions.onAdded.addListener(look);
  extension.permissions.onRemoved.addListener(look);
  look();
  return () => {
    extension.permissions.onAdded.removeListener(look);
    extension.permissions.onRemoved.removeListener(look);
  };
}

/**
 * Asks the person for every host that Understudy needs; true when they gave leave. Browsers want a press: call it in
 * the event itself, before anything is awaited.
 */
export function askForHosts(): Promise<boolean> {
  return extension.permissions.request({ origins });
}

/** Whether the person lets us reach what a pattern such as `https://models.example/*` covers. */
export function isReachGranted(pattern: string): Promise<boolean> {
  return extension.permissions.contains({ origins: [pattern] });
}

/** Asks the person for one more host. Browsers want a press: call it in the event itself, before anything is awaited. */
export function askForReach(pattern: string): Promise<boolean> {
  return extension.permissions.request({ origins: [pattern] });
}

/** Gives back what is not needed any more. */
export async function giveUpReach(pattern: string): Promise<void> {
  await extension.permissions.remove({ origins: [pattern] });
}

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
  // A browser that cannot tell leaves what was known: the request itself will show.
  const reread = (): void => void read().catch(() => undefined);
  extension.permissions.onAdded.addListener(reread);
  extension.permissions.onRemoved.addListener(reread);
  reread();
  return () => granted;
}
