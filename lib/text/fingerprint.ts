/**
 * A 128-bit hash of texts as 32 hex digits: the same parts in the same order give the same fingerprint, on every device.
 * Where one part ends and the next begins counts. MurmurHash3 over UTF-16 units: made to tell versions of a text
 * apart, not to resist someone who builds collisions on purpose.
 */
export function fingerprint(...parts: readonly string[]): string {
  let a = 0x9e3779b9;
  let b = 0x7f4a7c15;
  let c = 0xf39cc060;
  let d = 0x5cedc834;
  for (const part of parts) {
    const length = part.length;
    const whole = length - (length % 8);
    let at = 0;
    for (; at < whole; at += 8) {
      a = stir(a ^ scramble(pair(part, at), 0x239b961b), b, 0x561ccd1b);
      b = stir(b ^ scramble(pair(part, at + 2), 0xab0e9789), c, 0x0bcaa747);
      c = stir(c ^ scramble(pair(part, at + 4), 0x38b34ae5), d, 0x96cd1c35);
      d = stir(d ^ scramble(pair(part, at + 6), 0xa1e38b93), a, 0x32ac3b17);
    }
    for (; at < length; at += 2) {
      const word = part.charCodeAt(at) | (at + 1 < length ? part.charCodeAt(at + 1) << 16 : 0);
      a = stir(a ^ scramble(word, 0x239b961b), d, 0x561ccd1b);
      d = stir(d ^ a, c, 0x32ac3b17);
    }
    b = stir(b ^ scramble(length + 1, 0xab0e9789), a, 0x0bcaa747);
    c = stir(c ^ b, d, 0x96cd1c35);
  }
  b ^= parts.length;
  for (let round = 0; round < 2; round += 1) {
    a = finish(a + b + c + d);
    b = finish(b + a);
    c = finish(c + b);
    d = finish(d + c);
  }
  return hex(a) + hex(b) + hex(c) + hex(d);
}

function pair(text: string, at: number): number {
  return text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
}

function scramble(word: number, factor: number): number {
  const product = Math.imul(word, factor);
  return Math.imul((product << 15) | (product >>> 17), factor ^ 0x1b873593);
}

function stir(lane: number, other: number, added: number): number {
  return (Math.imul(((lane << 19) | (lane >>> 13)) + other, 5) + added) | 0;
}

function finish(lane: number): number {
  let mixed = lane;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
