import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockCache } from '../../lib/fulltext/packed/block-cache.ts';
import { ByteReader, ByteWriter, isDamage, sharedLength } from '../../lib/fulltext/packed/bytes.ts';
import { readDead, writeDead } from '../../lib/fulltext/packed/dead-docs.ts';
import { readDelta, writeDelta } from '../../lib/fulltext/packed/delta.ts';
import { DictWriter, readDictBlock } from '../../lib/fulltext/packed/dict-block.ts';
import { DocRuns } from '../../lib/fulltext/packed/doc-runs.ts';
import { emptyManifest, readManifest, writeManifest } from '../../lib/fulltext/packed/manifest.ts';
import { PostingList, postingArrays, readPostings } from '../../lib/fulltext/packed/posting-list.ts';
import { seal, unseal } from '../../lib/fulltext/packed/seal.ts';
import { lowerBound } from '../../lib/fulltext/packed/term-list.ts';
import { docTermsOf } from '../fixtures/index-dump.ts';

const count = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 14, 15, 16, 255), fc.nat({ max: 255 }));
const ascending = (max: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.nat({ max }), { maxLength: 60 }).map((numbers) => numbers.toSorted((one, other) => one - other));
const text = fc.string({ unit: 'binary', maxLength: 12 });

describe('varints', () => {
  it('hold every whole number up to 2^53', () => {
    const number = fc.oneof(
      fc.maxSafeNat(),
      fc.nat({ max: 300 }),
      fc.constantFrom(127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32),
    );
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        const out = new ByteWriter(1);
        for (const one of numbers) out.varint(one);
        const reader = new ByteReader(out.slice());
        expect(numbers.map(() => reader.varint())).toEqual(numbers);
        reader.end();
      }),
    );
  });

  it('take one byte up to 127', () => {
    const out = new ByteWriter();
    out.varint(127);
    out.varint(128);
    expect(out.slice()).toEqual(Uint8Array.of(127, 128, 1));
  });

  it('tell of a row that ends within one, and of one that goes on', () => {
    expect(() => new ByteReader(Uint8Array.of(128)).varint()).toThrow('storage-broken');
    expect(() => new ByteReader(Uint8Array.of(1)).end()).toThrow('storage-broken');
  });
});

describe('terms', () => {
  it('come back exactly, also half of a character', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(text, fc.constant('\uD83D'))), (terms) => {
        const out = new ByteWriter();
        let before = '';
        for (const term of terms) {
          const shared = sharedLength(before, term);
          out.varint(shared);
          out.varint(term.length - shared);
          out.units(term, shared);
          before = term;
        }
        const reader = new ByteReader(out.slice());
        let read = '';
        for (const term of terms) {
          const shared = reader.varint();
          read = read.slice(0, shared) + reader.units(reader.varint());
          expect(read).toBe(term);
        }
      }),
    );
  });
});

describe('a posting list', () => {
  const postings = ascending(100_000).chain((slots) =>
    fc.tuple(...slots.map((slot) => fc.record({ slot: fc.constant(slot), counts: fc.tuple(count, count, count) }))),
  );

  it('gives back slots and counts as they were written', () => {
    fc.assert(
      fc.property(postings, fc.nat({ max: 1_000 }), (written, base) => {
        const list = new PostingList();
        for (const { slot, counts } of written) list.add(slot, ...counts);
        const arrays = postingArrays(written.length + 1);
        readPostings(list.bytes.slice(), list.df, base, arrays, 1);
        expect([...arrays.slots].slice(1)).toEqual(written.map(({ slot }) => slot + base));
        for (const [field, values] of arrays.counts.entries()) {
          expect([...values].slice(1)).toEqual(written.map(({ counts }) => counts[field]));
        }
      }),
    );
  });

  it('is taken over into another one, without those that are gone', () => {
    fc.assert(
      fc.property(postings, fc.array(fc.boolean(), { minLength: 1 }), (written, lives) => {
        const isAlive = (slot: number): boolean => lives[slot % lives.length] === true;
        const places = new Int32Array(100_001);
        let next = 0;
        for (let slot = 0; slot < places.length; slot += 1) places[slot] = isAlive(slot) ? next++ : -1;
        const [before, expected, taken] = [new PostingList(), new PostingList(), new PostingList()];
        for (const { slot, counts } of written) {
          before.add(slot, ...counts);
          if (isAlive(slot)) expected.add(places[slot] ?? -1, ...counts);
        }
        taken.addList(before.bytes.slice(), 0, before.bytes.length, before.df, places);
        expect(taken.df).toBe(expected.df);
        expect(taken.bytes.slice()).toEqual(expected.bytes.slice());
      }),
    );
  });

  it('takes one byte for a word that stands a few times in a text near the one before', () => {
    const list = new PostingList();
    for (const [slot, body] of [
      [0, 1],
      [1, 2],
      [5, 3],
      [30, 1],
    ] as const) {
      list.add(slot, 0, 0, body);
    }
    expect(list.bytes.length).toBe(4);
  });
});

describe('a dict block', () => {
  const listOf = (pages: number): PostingList => {
    const list = new PostingList();
    for (let slot = 0; slot < pages; slot += 1) list.add(slot * 40, 0, 0, 1);
    return list;
  };

  it('knows where each list stands: short ones beside their terms, long ones in the stream', () => {
    const writer = new DictWriter();
    const [rare, common] = [listOf(3), listOf(30)];
    writer.add('alpha', common, 100);
    writer.add('alphabet', rare, 100 + common.bytes.length);
    writer.add('beta', common, 100 + common.bytes.length);
    const block = readDictBlock(7, writer.take(7));
    expect(block.terms).toEqual(['alpha', 'alphabet', 'beta']);
    expect([...block.dfs]).toEqual([30, 3, 30]);
    expect([block.starts[0], block.starts[2]]).toEqual([100, 100 + common.bytes.length]);
    const start = block.starts[1] ?? 0;
    expect(block.inline.slice(start, start + rare.bytes.length)).toEqual(rare.bytes.slice());
  });

  it('is full at about four thousand bytes, and begins the next with a whole term', () => {
    const writer = new DictWriter();
    const terms: string[] = [];
    for (let at = 0; !writer.isFull; at += 1) {
      terms.push(`term${String(at).padStart(5, '0')}`);
      writer.add(terms.at(-1) ?? '', listOf(1), 0);
    }
    const row = writer.take(0);
    expect(row.length).toBeGreaterThan(4_000);
    expect(row.length).toBeLessThan(4_100);
    expect(readDictBlock(0, row).terms).toEqual(terms);
    expect(writer.isEmpty).toBe(true);
    writer.add('term99999', listOf(1), 0);
    expect(readDictBlock(1, writer.take(1)).terms).toEqual(['term99999']);
  });

  it('finds the first term that is not before another', () => {
    expect(['a', 'b', 'c', 'd'].map((term) => lowerBound(['b', 'c'], term))).toEqual([0, 0, 1, 2]);
  });
});

describe('doc numbers', () => {
  it('are found by slot and slots by them, through any gaps', () => {
    fc.assert(
      fc.property(ascending(300), (numbers) => {
        const out = new ByteWriter();
        DocRuns.of(numbers).write(out);
        const runs = DocRuns.read(new ByteReader(out.slice()));
        expect([...runs]).toEqual(numbers);
        for (let doc = 0; doc <= 301; doc += 1) {
          const slot = numbers.indexOf(doc);
          expect(runs.slotOf(doc)).toBe(slot < 0 ? undefined : slot);
        }
      }),
    );
  });

  it('that follow each other take the room of one', () => {
    const out = new ByteWriter();
    DocRuns.of(Array.from({ length: 10_000 }, (_, at) => at + 5)).write(out);
    expect(out.length).toBeLessThan(8);
  });

  it('of the dead come back in order, each once', () => {
    expect(readDead(writeDead([9, 2, 3, 2, 1_000_000]))).toEqual([2, 3, 9, 1_000_000]);
    expect(() => readDead(undefined)).toThrow('storage-broken');
  });
});

describe('a delta', () => {
  it('gives back the page and what it kills', () => {
    const page = docTermsOf([
      { term: 'budget', counts: [1, 2, 255] },
      { term: 'budgets', counts: [0, 0, 1] },
      { term: '\u0001kpage', counts: [0, 0, 0] },
    ]);
    const read = readDelta(writeDelta(70_000, [3, 9], page));
    expect(read).toMatchObject({ doc: 70_000, kills: [3, 9] });
    expect(read.page?.whole()).toEqual(page);
    expect(readDelta(writeDelta(5, [4], undefined))).toEqual({ doc: 5, kills: [4] });
    expect(readDelta(writeDelta(6, [], docTermsOf([]))).page?.whole()).toEqual(docTermsOf([]));
  });

  it('is asked for single terms and beginnings of terms', () => {
    const terms = Array.from({ length: 40 }, (_, at) => `${'abc'.charAt(at % 3)}${'xy'.repeat(at % 4)}${at}`);
    const page = docTermsOf(terms.map((term, at) => ({ term, counts: [at % 5, at % 2, at] as const })));
    const read = readDelta(writeDelta(1, [], page)).page;
    for (const [at, term] of page.terms.entries()) {
      expect(read?.countsOf(term)).toEqual(page.counts.map((counts) => counts[at]));
      expect(read?.holds(`${term}?`)).toBe(false);
    }
    expect(read?.countsOf('')).toBeUndefined();
    for (const prefix of ['', 'a', 'b', 'bxy', 'cxyxy', 'd', ...page.terms]) {
      expect(read?.startingWith(prefix)).toEqual(page.terms.filter((term) => term.startsWith(prefix)));
    }
  });
});

describe('a manifest', () => {
  const manifest = {
    ...emptyManifest(3, 17, 1_795_000_000_000),
    nextDoc: 900,
    deltas: 4,
    segments: [
      { id: 2, first: 17, last: 400, docs: 380 },
      { id: 5, first: 401, last: 890, docs: 490 },
    ],
    retired: [3, 4],
  };

  it('comes back as it was written', () => {
    expect(readManifest(writeManifest(manifest), 3)).toEqual(manifest);
  });

  it('of another analysis or format is none', () => {
    expect(readManifest(writeManifest(manifest), 4)).toBeUndefined();
    expect(readManifest(undefined, 3)).toBeUndefined();
    const foreign = new ByteWriter();
    for (const number of [999, 3, 1, 1]) foreign.varint(number);
    expect(readManifest(seal('manifest', 0, foreign), 3)).toBeUndefined();
  });

  it('whose segments overlap is damaged', () => {
    const [one, two] = manifest.segments;
    const crossed = { ...manifest, segments: [two, one].filter((entry) => entry !== undefined) };
    expect(() => readManifest(writeManifest(crossed), 3)).toThrow('storage-broken');
  });
});

describe('the seal of a row', () => {
  const contents = new ByteWriter();
  contents.varint(1_234_567);
  const row = seal('dict', 2 ** 40 + 1, contents);

  it('opens in its own place alone', () => {
    expect(Uint8Array.from(unseal('dict', 2 ** 40 + 1, row))).toEqual(contents.slice());
    for (const open of [
      () => unseal('post', 2 ** 40 + 1, row),
      () => unseal('dict', 2 ** 40 + 2, row),
      () => unseal('dict', 1, row),
      () => unseal('dict', 2 ** 40 + 1, undefined),
      () => unseal('dict', 2 ** 40 + 1, new Uint8Array()),
    ]) {
      expect(open).toThrow('storage-broken');
    }
  });

  it('breaks with any one bit', () => {
    for (let bit = 0; bit < row.length * 8; bit += 1) {
      const turned = row.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      let found: unknown;
      try {
        unseal('dict', 2 ** 40 + 1, turned);
      } catch (error) {
        found = error;
      }
      expect(isDamage(found)).toBe(true);
    }
  });
});

describe('the cache of blocks', () => {
  it('lets go of what was not used for longest', () => {
    const cache = new BlockCache<string>(2);
    cache.set(1, 'one');
    cache.set(2, 'two');
    expect(cache.get(1)).toBe('one');
    cache.set(3, 'three');
    expect([cache.get(1), cache.get(2), cache.get(3)]).toEqual(['one', undefined, 'three']);
  });
});
