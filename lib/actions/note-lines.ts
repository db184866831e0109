import type { Page } from '../mirror/page.ts';
import type { Block } from '../text/block.ts';
import { cuesOf } from '../text/cues.ts';
import { fold } from '../text/fold.ts';
import { guessLanguage } from '../text/languages.ts';
import { daysIn } from '../text/parse-date.ts';
import { isTableHead, tableHead } from '../text/table-head.ts';
import { BESIDE_WORD, DATE_WORD, OWNER_WORD, partHeaded } from './meeting-words.ts';
import type { NotePart } from './meeting-words.ts';

/** One line of notes, taken apart by rule. Everything in it stands in its block. */
export interface NoteLine {
  readonly part: NotePart | undefined;
  /** The block's words. */
  readonly text: string;
  /** Without owner and date, where they can be told apart. */
  readonly what: string;
  readonly owner?: string;
  /** ISO day. */
  readonly due?: string;
  /** For a to-do. */
  readonly done?: boolean;
  /** Place of its block in the page. */
  readonly start: number;
}

/** Day near which the page speaks: its own date, else when it was last edited or read. */
export function dayOfPage(page: Page): string {
  const dated = page.properties.find(({ type, date }) => type === 'date' && date !== undefined)?.date?.start;
  return (dated ?? new Date(page.editedAt ?? page.readAt).toISOString()).slice(0, 10);
}

/** The lines of a page's notes in their order: what stands under decisions, tasks and questions, all to-dos, and sentences that say that something was decided. */
export function noteLines(page: Page): readonly NoteLine[] {
  const near = dayOfPage(page);
  const people = peopleOf(page);
  const { decision } = cuesOf(
    guessLanguage(
      page.blocks
        .map(({ text }) => text)
        .join('\n')
        .slice(0, 4_000),
    ),
  );
  // Where decisions have a place of their own, what else sounds like one is talk.
  const isHeaded = page.blocks.some((_, at) => opens(page.blocks, at) && isOf(page.blocks[at], 'decision'));
  let part: NotePart | undefined;
  let within = 0;
  return page.blocks.flatMap((block, start): readonly NoteLine[] => {
    const opened = opens(page.blocks, start);
    if (opened) {
      part = partHeaded(block.text);
      within = block.kind === 'heading' ? 0 : block.depth + 1;
      return [];
    }
    if (block.depth < within) part = undefined;
    if (!holdsWords(block) || isTableHead(page.blocks, start)) return [];
    const line = block.kind === 'row' ? rowLine(page.blocks, start, near) : plainLine(block, part, start, near, people);
    const said =
      part ?? (!isHeaded && block.kind !== 'row' && decision.test(fold(block.text)) ? 'decision' : undefined);
    return [{ ...line, part: block.kind === 'todo' ? 'task' : said }];
  });
}

/** A heading, or a toggle that is used as one. */
function opens(blocks: readonly Block[], at: number): boolean {
  const block = blocks[at];
  if (block?.kind === 'heading') return true;
  return block?.kind === 'toggle' && (blocks[at + 1]?.depth ?? 0) > block.depth && partHeaded(block.text) !== undefined;
}

const isOf = (block: Block | undefined, part: NotePart): boolean =>
  block !== undefined && partHeaded(block.text) === part;

const holdsWords = ({ kind, text }: Block): boolean =>
  text.trim() !== '' && kind !== 'code' && kind !== 'media' && kind !== 'equation' && kind !== 'unknown';

function peopleOf(page: Page): readonly string[] {
  const named = page.properties.flatMap(({ people = [] }) => people);
  const mentioned = page.blocks.flatMap(({ mentions = [] }) => mentions.filter(({ kind }) => kind === 'person'));
  return [...new Set([...named, ...mentioned.map(({ text }) => text.replace(/^@/, ''))])].filter((name) => name !== '');
}

/** The cells of a row by the names of their columns. */
function rowLine(blocks: readonly Block[], start: number, near: string): Omit<NoteLine, 'part'> {
  const text = blocks[start]?.text ?? '';
  const head = tableHead(blocks, start);
  const cells = text.split(' | ').map((cell) => cell.trim());
  const columns = head === undefined ? [] : (blocks[head]?.text.split(' | ') ?? []).map((name) => name.trim());
  const whoAt = columns.findIndex((name) => OWNER_WORD.test(name));
  const whenAt = columns.findIndex((name, at) => at !== whoAt && DATE_WORD.test(name));
  const owner = whoAt < 0 ? '' : (cells[whoAt] ?? '');
  const [due] = daysIn(whenAt < 0 ? text : (cells[whenAt] ?? ''), near);
  const rest = cells.filter((cell, at) => cell !== '' && at !== whoAt && at !== whenAt);
  return {
    text,
    what: rest.join(' · '),
    start,
    ...(owner === '' ? {} : { owner }),
    ...(due === undefined ? {} : { due: due.day }),
  };
}

const NAME = "\\p{Lu}[\\p{L}\\p{M}’'-]*(?:\\s(?:\\p{Lu}[\\p{L}\\p{M}’'-]*|de|van|von|der|al|el|da|di))*";
const CALLED =
  '(?:[Oo]wners?|[Oo]wned by|[Aa]ssignees?|[Rr]esponsible|[Vv]erantwortlich|[Zz]uständig|担当者?|責任者|المسؤولة?)';
/** "Owner Ana Silva", "Verantwortlich: Lukas". */
const NAMED = new RegExp(`${CALLED}\\s*[:：]?\\s*(${NAME}|[\\p{Script=Han}\\p{Script=Arabic}]{2,12})`, 'u');

function plainLine(
  block: Block,
  part: NotePart | undefined,
  start: number,
  near: string,
  people: readonly string[],
): Omit<NoteLine, 'part'> {
  const { text, kind, checked } = block;
  const done = kind === 'todo' ? { done: checked === true } : {};
  // Who is named in a question or a reason speaks, and owns nothing.
  if (part === 'question' || part === 'reason' || part === 'people') return { text, what: text, start, ...done };
  const due = daysIn(text, near).at(-1);
  const owner = ownerOf(text, block, due?.written, people);
  // Sentences keep their dates; in a to-do they stand behind it like a label.
  const undated = due !== undefined && kind === 'todo' ? cutEnd(text, due.written) : text;
  const what = owner === undefined ? undated : cutEnd(undated, owner.phrase, due?.written);
  return {
    text,
    what: orElse(what, text),
    start,
    ...(owner === undefined ? {} : { owner: owner.name }),
    ...(due === undefined ? {} : { due: due.day }),
    ...done,
  };
}

const orElse = (words: string, other: string): string => (words === '' ? other : words);

interface Named {
  readonly name: string;
  /** The words that say so. */
  readonly phrase: string;
}

function ownerOf(text: string, block: Block, date: string | undefined, people: readonly string[]): Named | undefined {
  const name = trailingName(text, block, date) ?? leadingName(text, block);
  return saidOwner(text, people) ?? (name === undefined ? undefined : { name, phrase: name });
}

/** Who is called the owner; the longest name known that begins there, since words may follow a name. */
function saidOwner(text: string, people: readonly string[]): Named | undefined {
  const found = NAMED.exec(text);
  const words = found?.[1];
  if (found === null || words === undefined) return undefined;
  const name = people.filter((one) => words.startsWith(one)).toSorted((a, b) => b.length - a.length)[0] ?? words;
  return { name, phrase: found[0].slice(0, found[0].lastIndexOf(words)) + name };
}

const personsIn = ({ mentions = [] }: Block): readonly string[] =>
  mentions.filter(({ kind }) => kind === 'person').map(({ text }) => text.replace(/^@/, ''));

/** A person who stands last, but for a date: whoever makes a list of tasks writes them so. */
function trailingName(text: string, block: Block, date: string | undefined): string | undefined {
  const name = personsIn(block).at(-1);
  if (name === undefined || name === '') return undefined;
  const at = text.lastIndexOf(name);
  const after = text.slice(at + name.length).replace(date ?? '', '');
  if (at < 1 || /[\p{L}\p{N}]/u.test(after.replaceAll(/\b(?:by|until|bis|on|am)\b|まで|حتى/giu, ''))) return undefined;
  return BESIDE_WORD.test(text.slice(0, at)) ? undefined : name;
}

/** A person with whom the line begins, doing it. */
function leadingName(text: string, block: Block): string | undefined {
  const name = personsIn(block)[0];
  return name !== undefined && name !== '' && text.startsWith(name) ? name : undefined;
}

/** Without these words, where nothing but marks and the date follows them. */
function cutEnd(text: string, words: string, date = ''): string {
  const at = text.lastIndexOf(words);
  const after = at < 1 ? text : text.slice(at + words.length);
  const left = date === '' ? after : after.replace(date, '');
  if (/[\p{L}\p{N}]/u.test(left.replaceAll(/\b(?:by|until|bis|on|am)\b/giu, ''))) return text;
  const before = text
    .slice(0, at)
    .trimEnd()
    .replace(/[\s,;:،、–-]+$/u, '');
  return date !== '' && after.includes(date) && !/^\s*,?\s*$/u.test(left) ? `${before} ${after.trim()}` : before;
}
