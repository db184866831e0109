import { useEffect, useState } from 'preact/hooks';

import type { Unwatch } from '../../lib/messages/desk.ts';

/** What a watch of the desk shows now. `undefined` until it has shown something, and again when `keys` change. */
export function useWatch<Shown>(
  watch: ((show: (shown: Shown) => void) => Unwatch) | undefined,
  keys: readonly unknown[],
): Shown | undefined {
  const [held, setHeld] = useState<{ readonly keys: readonly unknown[]; readonly shown: Shown }>();
  useEffect(() => watch?.((shown) => setHeld({ keys, shown })), keys);
  const current = held !== undefined && held.keys.every((key, index) => key === keys[index]);
  return current ? held.shown : undefined;
}
