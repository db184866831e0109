import { findStrayNumbers } from './check-numbers.ts';
import type { Figure, ReportResult } from './result.ts';

const REFERENCE = /\{(F\d+)\}/g;
/** A reference of which the end has not arrived yet. */
const BEGUN = /\{F?\d*$/;

/** Text of a model about a report, fit to be shown. */
export interface Prose {
  readonly markdown: string;
  /** The numbers that are marked, as they were written. */
  readonly stray: readonly string[];
}

/** Puts figures where the text refers to them, and marks every number that was not computed. */
export function finishProse(text: string, result: ReportResult, whole: boolean): Prose {
  const placed = placeFigures(whole ? text : text.replace(BEGUN, ''), result.figures);
  const stray = findStrayNumbers(placed, result);
  let markdown = '';
  let from = 0;
  for (const { end } of stray) {
    markdown += `${placed.slice(from, end)} ${MARKED}`;
    from = end;
  }
  markdown += placed.slice(from);
  return { markdown, stray: stray.map((number) => number.text) };
}

/** What stands behind a number that nobody computed. Bare brackets could begin a link. */
const MARKED = String.raw`\[not computed\]`;

function placeFigures(text: string, figures: readonly Figure[]): string {
  const known = new Map<string, string>(figures.map((figure) => [figure.id, figure.text]));
  return text.replaceAll(REFERENCE, (_all, id: string) => known.get(id) ?? `(figure ${id} is missing)`);
}
