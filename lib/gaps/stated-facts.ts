import type { PageId } from '../base/ids.ts';
import { parseAddress } from '../mirror/address.ts';
import type { Block } from '../text/block.ts';
import { foldWord } from '../text/fold.ts';
import { termsOf } from '../text/terms.ts';
import type { GapPage } from './gap.ts';
import { typedValue } from './typed-value.ts';
import type { TypedValue } from './typed-value.ts';

/** Something that a page says of a thing: `Launch plan`, `deadline`, 3 December. */
export interface StatedFact {
  /** Equal for the same thing and attribute. */
  readonly key: string;
  readonly subject: string;
  readonly attribute: string;
  readonly value: TypedValue;
  readonly line: string;
}

/** `Deadline: 3 December`, `The budget is 40,000 €`, `deadline = Friday`: an attribute, a word of being, a value. */
const STATED =
  /^(.{3,60}?)(?:\s*[:=]\s*|\s+(?:is|are|was set to|will be|ist|beträgt|liegt bei|est|es|è)\s+)(.{1,120})$/iu;
/** A line that tells of a change names the old value too. */
const OF_CHANGE =
  /\b(?:moved|changed|was|were|previously|formerly|instead|until now|originally|used to|postponed|delayed|from .* to|statt|bisher|früher|ursprünglich|verschoben|war)\b/iu;
/** A question or a wish states nothing. */
const UNSURE = /\?\s*$|\b(?:maybe|perhaps|if|could|should|might|e\.g\.|for example|z\. ?B\.|falls|vielleicht)\b/iu;
const MOST_ATTRIBUTE_WORDS = 5;
/** Shorter titles are words of everyday. */
const LEAST_TITLE_CHARS = 6;

/** Names by which other pages speak of a page. */
export type Subjects = ReadonlyMap<string, PageId>;

/** Titles that stand for one page alone and are long enough to be meant. */
export function subjectsOf(titles: ReadonlyMap<PageId, string>): Subjects {
  const names = new Map<string, PageId | undefined>();
  for (const [id, title] of titles) {
    const name = foldWord(title.trim());
    if (name.length < LEAST_TITLE_CHARS || !/\s/.test(name)) continue;
    names.set(name, names.has(name) ? undefined : id);
  }
  return new Map([...names].flatMap(([name, id]) => (id === undefined ? [] : [[name, id] as const])));
}

/**
 * What a page states of itself or of another page: in its properties, in lines of the form «attribute: value», and in
 * sentences that name another page. Lines that tell of a change, ask or suppose are left out.
 */
export function statedFacts(
  page: GapPage,
  titles: ReadonlyMap<PageId, string>,
  subjects: Subjects,
  language: string,
): readonly StatedFact[] {
  const facts: StatedFact[] = [];
  const note = (about: PageId, attribute: string, text: string, line: string): void => {
    const terms = termsOf(attribute, language);
    const value = typedValue(text);
    if (value === undefined || terms.length === 0 || terms.length > MOST_ATTRIBUTE_WORDS) return;
    const key = `${about} ${[...new Set(terms)].toSorted().join(' ')} ${value.kind}`;
    facts.push({ key, subject: titles.get(about) ?? page.title, attribute: attribute.trim(), value, line });
  };
  for (const { name, text, type } of page.properties)
    if (text !== '' && (type === 'date' || type === 'number' || type === 'rich_text' || type === 'email'))
      note(page.id, name, text, `${name}: ${text}`);
  for (const block of page.blocks) {
    const stated = statementIn(block, subjects);
    if (stated !== undefined) note(stated.about ?? page.id, stated.attribute, stated.rest, block.text);
  }
  return facts;
}

/** What a block states, and of which other page where it names one. */
function statementIn(
  { kind, text, mentions = [] }: Block,
  subjects: Subjects,
): { readonly about?: PageId; readonly attribute: string; readonly rest: string } | undefined {
  if (kind === 'code' || !/\d|@/.test(text)) return undefined;
  const [, attribute, rest] = STATED.exec(text) ?? [];
  if (attribute === undefined || rest === undefined || OF_CHANGE.test(text) || UNSURE.test(text)) return undefined;
  const named = mentions.find((mention) => mention.kind === 'page');
  const id = named?.url === undefined ? undefined : parseAddress(named.url)?.pageId;
  const about = id === undefined ? subjectIn(attribute, subjects) : { id, name: foldWord(named?.text ?? '') };
  if (about === undefined) return { attribute, rest };
  return { about: about.id, attribute: withoutName(attribute, about.name), rest };
}

/** The page that an attribute names: «The budget of Project Juniper». The longest name counts. */
function subjectIn(attribute: string, subjects: Subjects): { readonly id: PageId; readonly name: string } | undefined {
  const words = foldWord(attribute).split(/\s+/u);
  for (let length = words.length; length >= 2; length -= 1)
    for (let from = 0; from + length <= words.length; from += 1) {
      const name = words.slice(from, from + length).join(' ');
      const id = subjects.get(name);
      if (id !== undefined) return { id, name };
    }
  return undefined;
}

function withoutName(attribute: string, name: string): string {
  const at = foldWord(attribute).indexOf(name);
  if (at < 0 || name === '') return attribute;
  return `${attribute.slice(0, at)} ${attribute.slice(at + name.length)}`.replaceAll(
    /\b(?:of|for|von|für|de|du|'s)\b/giu,
    ' ',
  );
}
