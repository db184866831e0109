import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WorldBlock } from '../../model.ts';
import { parseMarkdown } from '../../notion/parse-markdown.ts';
import { PERSON_NAMES } from '../databases/people-rows.ts';
import { blockIds, pageId, userId } from '../ids.ts';
import { expandReferences } from '../references.ts';
import type { Names } from '../references.ts';

const FOLDER = join(import.meta.dirname, '..', 'pages', 'engineering-handbook');

/** Room for the blocks of one section, so that an edit of one leaves the ids of all others as they are. */
const IDS_A_SECTION = 10_000;

/** People may be mentioned; pages are linked by their address alone, since their titles are not read yet. */
const NAMES: Names = {
  person: (key) => {
    const name = PERSON_NAMES.get(key);
    return name === undefined ? undefined : { id: userId(key), name };
  },
  page: (path) => (path.includes('/') ? { id: pageId(path), title: path } : undefined),
  database: () => undefined,
};

/** The Markdown of every section by its title: each file holds some of them, each under its `## Title`. */
export function readProse(): ReadonlyMap<string, string> {
  const texts = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(FOLDER, name), 'utf8'));
  const sections = texts.flatMap((text) => `\n${text}`.split('\n## ').slice(1));
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end + 1)];
    }),
  );
}

/** The prose of section `number` (from 1) as blocks of the page. */
export function proseBlocks(markdown: string, page: string, number: number): WorldBlock[] {
  const idFor = blockIds(page);
  return parseMarkdown(expandReferences(markdown, NAMES), {
    idFor: (ordinal) => idFor(number * IDS_A_SECTION + ordinal),
  });
}
