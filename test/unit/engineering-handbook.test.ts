import { beforeAll, describe, expect, it } from 'vitest';
import type { WorldBlock, WorldPage } from '../world/model.ts';
import { FACTS } from '../world/workspace/facts/all.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { longPages } from '../world/workspace/long/pages.ts';
import { everyBlock } from '../world/workspace/synced.ts';

let handbook: WorldPage;

beforeAll(() => {
  const found = longPages().find((page) => page.id === PAGES.engineeringHandbook);
  if (found === undefined) throw new Error('No engineering handbook');
  handbook = found;
});

/** The texts of a block and of what it holds, table cells too. */
const textsOf = (block: WorldBlock): string[] =>
  [...everyBlock([block])]
    .flatMap((one) => [one.text, ...(one.cells ?? [])].map((items) => items.map((item) => item.text).join('')))
    .filter(Boolean);

describe('the engineering handbook', () => {
  it('is long enough to be worked section by section', () => {
    const sections = new Map<string, string[]>();
    let heading: string | undefined;
    for (const block of handbook.blocks) {
      if (block.type === 'heading_2') heading = textsOf(block).join('');
      if (heading !== undefined) sections.set(heading, [...(sections.get(heading) ?? []), ...textsOf(block)]);
    }
    const lengths = [...sections].map(([title, texts]) => ({ title, length: texts.join('\n').length }));
    expect(lengths.length).toBe(40);
    expect(lengths.reduce((sum, one) => sum + one.length, 0)).toBeGreaterThanOrEqual(115_000);
    expect(lengths.filter((one) => one.length < 2_300)).toEqual([]);
  });

  it('says nothing of any length twice, and each of its planted facts once', () => {
    const texts = handbook.blocks.flatMap(textsOf);
    const long = texts.filter((text) => text.length > 60);
    expect(long.filter((text, at) => long.indexOf(text) !== at)).toEqual([]);
    const planted = FACTS.filter((fact) => fact.pageId === handbook.id);
    expect(planted.length).toBeGreaterThan(3);
    const times = (words: string): number => texts.join('\n').split(words).length - 1;
    expect(planted.filter((fact) => times(fact.blockText) !== 1).map((fact) => fact.key)).toEqual([]);
  });
});
