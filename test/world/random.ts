/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An opaque id as the providers make them, such as `msg_01…`. */
export function opaqueId(prefix: string, random: () => number, length = 24): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const characters = Array.from({ length: length - 2 }, () => alphabet.charAt(Math.floor(random() * alphabet.length)));
  return `${prefix}01${characters.join('')}`;
}
