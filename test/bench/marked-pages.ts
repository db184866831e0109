import { readdirSync, readFileSync } from 'node:fs';
import type { Block } from '../../lib/text/block.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';

/** A page whose key sentences were marked by hand. */
export interface MarkedPage {
  /** Name of its file without the ending. */
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** The sentences that a busy colleague must know. */
  readonly key: readonly string[];
}

const FOLDER = new URL('../fixtures/key-sentences/', import.meta.url);

/** Reads the marked pages in the order of their names; the marks (`==…==`) are not in the blocks. */
export function loadMarkedPages(): readonly MarkedPage[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.md'));
  return files.toSorted().map((file) => {
    const source = readFileSync(new URL(file, FOLDER), 'utf8');
    const title = /^# (.+)\n/.exec(source)?.[1] ?? '';
    const body = source.replace(/^# .+\n/, '');
    return {
      name: file.replace(/\.md$/, ''),
      title,
      blocks: readMarkdown(body.replaceAll('==', '')),
      key: [...body.matchAll(/==(.+?)==/g)].map((match) => match[1] ?? ''),
    };
  });
}
