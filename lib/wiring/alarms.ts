/** Who is rung by which of the browser's alarms. The browser itself is listened to before any of them is there. */
export interface Alarms {
  on(name: string, ring: () => void): void;
  /** An alarm went off; one that nobody keeps any more rings nobody. */
  ring(name: string): void;
}

export function createAlarms(): Alarms {
  const rings = new Map<string, readonly (() => void)[]>();
  return {
    on: (name, ring) => void rings.set(name, [...(rings.get(name) ?? []), ring]),
    ring: (name) => {
      for (const ring of rings.get(name) ?? []) ring();
    },
  };
}
