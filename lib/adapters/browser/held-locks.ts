/** Names of the locks that any of our contexts holds now. A lock ends with the page that holds it, however that ends. */
export async function heldNames(): Promise<readonly string[]> {
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => name ?? []);
}

/** Holds a lock until the signal fires or this page is gone. Many may hold the same. */
export function holdName(name: string, signal: AbortSignal): void {
  const until = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  navigator.locks.request(name, { mode: 'shared' }, () => until).catch(() => undefined);
}
