import type { Page } from '../mirror/page.ts';
import type { ModelRequest } from '../models/answer-event.ts';
import type { PlacedSource } from '../prompt/page-source.ts';
import { pageSource } from '../prompt/page-source.ts';
import type { NotesSize } from '../prompt/take-notes.ts';
import {
  GROUP_NOTES,
  NOTES_PROMPT_VERSION,
  NOTES_SYSTEM_PROMPT,
  notesSize,
  takeGroupNotes,
  takeSectionNotes,
} from '../prompt/take-notes.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { budgetFor, sourceTokens } from './budget.ts';
import { cutPieces } from './cut-pieces.ts';
import type { ActionOptions, Part, Plan, SectionsPlan } from './action.ts';
import { keepNotes, readNotes } from './kept-notes.ts';

/** Notes that are read at once; more are first condensed in groups. */
const MOST_AT_ONCE = 24;
/** A group is closed from this size on, where its last member says so: groups keep their borders when others grow. */
const LEAST_IN_GROUP = 8;
const CLOSES = 1 / 8;

/** What the last step is made from: notes on the whole page, in order, as citable sources. */
export type Compose = (notes: readonly PlacedSource[]) => Plan;

/**
 * Works a long page through section by section. Notes depend on their section alone, not on what is asked, its
 * language or length: they serve every later action until their section is edited.
 */
export function planSections(page: Page, options: ActionOptions, compose: Compose): SectionsPlan {
  const runs: Run[] = [];
  const parts: Part[] = [];
  let removed = 0;
  for (const piece of cutPieces(page)) {
    const placed = pageSource(page, {
      page: 0,
      properties: false,
      runs: [piece],
      ...(piece.path === '' ? {} : { subtitle: piece.path }),
    });
    if (placed.source.items.length === 0) continue;
    removed += placed.removed;
    const size = notesSize(sourceTokens(placed.source));
    const run = { start: piece.start, end: piece.end, label: piece.label };
    runs.push(run);
    parts.push({
      key: fingerprint('section', ...versions(options), piece.path, ...piece.fingerprints),
      label: run.label,
      request: notesRequest(takeSectionNotes(size), [placed], size),
      finish: (text, citations) => keepNotes(text, citations, placed.places, run.start),
    });
  }
  return { kind: 'sections', parts, removed, combine: (results) => nextStep(page, runs, results, options, compose) };
}

/** Blocks of the page that one result is about. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

interface NotedRun extends Run {
  readonly kept: string;
}

function nextStep(
  page: Page,
  runs: readonly Run[],
  results: readonly string[],
  options: ActionOptions,
  compose: Compose,
): Plan {
  const noted = runs.flatMap((run, at) => ((results[at] ?? '') === '' ? [] : [{ ...run, kept: results[at] ?? '' }]));
  const sources = noted.map((run) => notesSource(page, run));
  const tokens = sources.map(({ source }) => sourceTokens(source));
  const room = budgetFor(options.contextTokens).whole;
  if (noted.length <= MOST_AT_ONCE && tokens.reduce((sum, each) => sum + each, 0) <= room) return compose(sources);
  const groups = inGroups(noted, tokens, room);
  // Notes that have no room beside each other get no shorter.
  if (groups.length === noted.length) return compose(sources);
  const parts = groups.map((group) => groupPart(page, group, options));
  return {
    kind: 'sections',
    parts,
    removed: 0,
    combine: (condensed) => nextStep(page, groups.map(spanOf), condensed, options, compose),
  };
}

function groupPart(page: Page, group: readonly NotedRun[], options: ActionOptions): Part {
  const placed = group.map((run) => notesSource(page, run));
  const span = spanOf(group);
  // Places count from the group's start, so how long its members are is part of what the notes say.
  const members = group.flatMap((run) => [run.kept, String(run.end - run.start)]);
  return {
    key: fingerprint('group', ...versions(options), ...members),
    label: span.label,
    request: notesRequest(takeGroupNotes(GROUP_NOTES), placed, GROUP_NOTES),
    finish: (text, citations) => {
      const places = placed.map((one) => one.places);
      const cited = citations.map((citation) => ({ ...citation, places: places[citation.source] ?? [] }));
      return keepGroupNotes(text, cited, span.start);
    },
  };
}

/** Citations of several sources, laid out as those of one. */
function keepGroupNotes(
  text: string,
  cited: readonly (Parameters<typeof keepNotes>[1][number] & { readonly places: PlacedSource['places'] })[],
  origin: number,
): string {
  const flat: PlacedSource['places'][number][] = [];
  const citations = cited.map(({ places, ...citation }) => {
    const start = flat.length;
    flat.push(...places.slice(citation.start, citation.end));
    return { ...citation, source: 0, start, end: flat.length };
  });
  return keepNotes(text, citations, flat, origin);
}

function spanOf(group: readonly Run[]): Run {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) throw new Error('A group has members');
  return { start: first.start, end: last.end, label: first === last ? first.label : `${first.label} – ${last.label}` };
}

/** Neighbours together, as many as have room in one request. */
function inGroups(
  runs: readonly NotedRun[],
  tokens: readonly number[],
  room: number,
): readonly (readonly NotedRun[])[] {
  const groups: NotedRun[][] = [[]];
  let taken = 0;
  for (const [at, run] of runs.entries()) {
    const takes = tokens[at] ?? 0;
    if ((groups.at(-1)?.length ?? 0) > 0 && taken + takes > room) groups.push([]);
    const open = groups.at(-1) ?? [];
    taken = open.length === 0 ? takes : taken + takes;
    open.push(run);
    const lot = Number.parseInt(fingerprint(run.label).slice(0, 8), 16) / 2 ** 32;
    if (open.length >= MOST_AT_ONCE || (open.length >= LEAST_IN_GROUP && lot < CLOSES)) groups.push([]);
  }
  return groups.filter((group) => group.length > 0);
}

function notesSource(page: Page, run: NotedRun): PlacedSource {
  const notes = readNotes(run.kept, run);
  return {
    source: { title: `${page.title} › ${run.label}`, url: page.url, items: notes.map((note) => note.text) },
    places: notes.map((note) => note.places),
    removed: 0,
  };
}

function notesRequest(task: string, placed: readonly PlacedSource[], size: NotesSize): ModelRequest {
  return {
    system: NOTES_SYSTEM_PROMPT,
    turns: [{ role: 'user', text: task, sources: placed.map(({ source }) => source) }],
    maxTokens: size.tokens,
    effort: 'low',
  };
}

function versions(options: ActionOptions): readonly string[] {
  return [String(NOTES_PROMPT_VERSION), options.model];
}
