import { describe, expect, it } from 'vitest';
import { fingerprintBlocks } from '../../lib/text/block-fingerprint.ts';
import type { Block } from '../../lib/text/block.ts';
import { fingerprint } from '../../lib/text/fingerprint.ts';

describe('fingerprint', () => {
  it('gives the same 128 bits on every device and in every version', () => {
    expect(fingerprint('The storm took the roof.', 'übermorgen 明日')).toBe('81601da672e6c511e160a64a85653cd0');
    expect(fingerprint()).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells order and boundaries of parts apart', () => {
    const ways = [
      fingerprint('ab', 'c'),
      fingerprint('a', 'bc'),
      fingerprint('c', 'ab'),
      fingerprint('abc'),
      fingerprint('abc', ''),
      fingerprint('', 'abc'),
      fingerprint('abc\u0000'),
    ];
    expect(new Set(ways).size).toBe(ways.length);
  });

  it('tells near texts apart in each quarter of its bits', () => {
    const quarters = [0, 1, 2, 3].map(() => new Set<string>());
    for (let n = 0; n < 4_000; n += 1) {
      const print = fingerprint(`Row ${n}: open since Monday, owner unknown`);
      for (const [at, quarter] of quarters.entries()) quarter.add(print.slice(at * 8, at * 8 + 8));
    }
    expect(quarters.map((quarter) => quarter.size)).toEqual([4_000, 4_000, 4_000, 4_000]);
  });

  it('changes about half of its bits for one changed letter, wherever it stands', () => {
    const text = 'One letter of this sentence changes, and the whole fingerprint with it.';
    const bits = (print: string): string => BigInt(`0x${print}`).toString(2).padStart(128, '0');
    for (let at = 0; at < text.length; at += 1) {
      const other = bits(fingerprint(`${text.slice(0, at)}#${text.slice(at + 1)}`));
      const changed = Array.from(bits(fingerprint(text))).filter((bit, place) => bit !== other.charAt(place)).length;
      expect(changed).toBeGreaterThan(35);
    }
  });
});

describe('fingerprintBlocks', () => {
  const block: Block = { kind: 'todo', depth: 0, text: 'Send the offer', checked: false };

  it('follows what a reader sees', () => {
    const seen = [
      [block],
      [{ ...block, checked: true }],
      [{ ...block, depth: 1 }],
      [{ ...block, text: 'Send the offers' }],
      [{ ...block, kind: 'bullet' as const }],
      [block, block],
    ].map(fingerprintBlocks);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('stays when the signed address of a file is signed anew', () => {
    const image = (url: string): Block => ({ kind: 'media', depth: 0, text: 'The new office', url });
    expect(fingerprintBlocks([image('https://files.example/a?sig=1')])).toBe(
      fingerprintBlocks([image('https://files.example/a?sig=2')]),
    );
  });

  it('changes when a link leads to another page', () => {
    const link = (url: string): Block => ({ kind: 'page', depth: 0, text: 'Plan', url });
    expect(fingerprintBlocks([link('https://a.example')])).not.toBe(fingerprintBlocks([link('https://b.example')]));
  });
});
