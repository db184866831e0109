import { parseAddress } from '../../mirror/address.ts';
import type { NotionPlace } from '../../mirror/address.ts';

/** Where the Navigation API is missing, the address is looked at this often: a glance, not a watch. */
const GLANCE_MS = 1_000;

/** The page in front changes with the address alone; nothing of the document is watched. */
export function watchPlace(
  window: Window & typeof globalThis,
  show: (place: NotionPlace | undefined) => void,
  signal: AbortSignal,
): void {
  let shown = window.location.href;
  show(parseAddress(shown));
  const look = (): void => {
    const { href } = window.location;
    if (href === shown) return;
    shown = href;
    show(parseAddress(href));
  };
  const options = { signal };
  window.addEventListener('popstate', look, options);
  window.addEventListener('hashchange', look, options);
  if ('navigation' in window) {
    window.navigation.addEventListener('currententrychange', look, options);
    window.navigation.addEventListener('navigatesuccess', look, options);
    return;
  }
  const glance = setInterval(look, GLANCE_MS);
  signal.addEventListener('abort', () => clearInterval(glance), { once: true });
}
