import type { Page } from '../mirror/page.ts';
import type { Section } from '../text/block.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { cutSections } from '../text/sections.ts';

/** A run of neighbouring sections that is worked on in one request. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Headings above its first section. */
  readonly path: string;
  readonly label: string;
  readonly fingerprints: readonly string[];
}

/** Characters of the longest section. */
const LONGEST = 6_000;
/** Each request carries some words of its own: below this, neighbours share one. */
const ENOUGH = 2_000;
/** From here on a piece may close early, where the next heading says so: pieces keep their borders when others grow. */
const LEAST = 1_000;
const CLOSES = 1 / 3;

/** A page as pieces whose borders depend on what stands around them, so that an edit touches one or two. */
export function cutPieces(page: Page): readonly Piece[] {
  const scale = scaleOf(page);
  const pieces: Section[][] = [];
  let open: Section[] = [];
  let characters = 0;
  for (const section of cutSections(page.title, page.blocks, { maxChars: LONGEST * scale })) {
    const closes = characters >= ENOUGH * scale || (characters >= LEAST * scale && lot(section) < CLOSES);
    if (open.length > 0 && closes) {
      pieces.push(open);
      open = [];
      characters = 0;
    }
    open.push(section);
    characters += section.blocks.reduce((sum, block) => sum + block.text.length, 0);
  }
  if (open.length > 0) pieces.push(open);
  return pieces.map((sections) => pieceOf(page, sections));
}

/** Very long pages are cut into larger pieces, so that they stay a few hundred. In steps: within one, borders hold. */
function scaleOf(page: Page): number {
  const characters = page.blocks.reduce((sum, block) => sum + block.text.length, 0);
  if (characters <= 300_000) return 1;
  return characters <= 900_000 ? 2 : 4;
}

/** In [0, 1), drawn from the heading: edits below it do not change it. */
function lot(section: Section): number {
  const name = section.path.length > 0 ? section.path : [section.fingerprint];
  return Number.parseInt(fingerprint(...name).slice(0, 8), 16) / 2 ** 32;
}

function pieceOf(page: Page, sections: readonly Section[]): Piece {
  const first = sections[0];
  const last = sections.at(-1);
  if (first === undefined || last === undefined) throw new Error('A piece has sections');
  return {
    start: first.start,
    end: last.start + last.blocks.length,
    path: first.path.join(' › '),
    label: first.path.at(-1) ?? page.title,
    fingerprints: sections.map((section) => section.fingerprint),
  };
}
