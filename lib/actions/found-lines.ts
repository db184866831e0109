import { escapeMarkdown } from '../text/escape-markdown.ts';
import { daysIn } from '../text/parse-date.ts';
import type { Cited } from './action.ts';
import type { NoteLine } from './note-lines.ts';
import { itemsIn, wordsIn } from './numbered.ts';
import type { Numbered } from './numbered.ts';
import type { Json } from '../base/json.ts';

/** A decision, task or question, whoever found it, with where it stands. */
export interface FoundLine {
  readonly words: string;
  readonly why?: string;
  readonly owner?: string;
  /** ISO day. */
  readonly due?: string;
  readonly done?: boolean;
  readonly cites: readonly Omit<Cited, 'n'>[];
}

/** A line of notes as it stands there. */
export const lineFound = ({ what, text, owner, due, done, start }: NoteLine, page = 0): FoundLine => ({
  words: what,
  ...(owner === undefined ? {} : { owner }),
  ...(due === undefined ? {} : { due }),
  ...(done === undefined ? {} : { done }),
  cites: [{ page, start, end: start + 1, quote: text }],
});

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What a model wrote, as far as the material bears it out: without an item that exists it is nothing; an owner or a day
 * that stands neither in its items nor right beside them is left out.
 * @param name of the field with its words
 */
export function readFound(json: Json, name: string, material: Numbered): FoundLine | undefined {
  const words = wordsIn(json, name);
  const items = itemsIn(json);
  if (words === '' || material.placesOf(items).length === 0) return undefined;
  const owner = wordsIn(json, 'owner');
  const due = wordsIn(json, 'due');
  const why = wordsIn(json, 'why');
  const named = owner === '' ? [] : material.naming(owner, items);
  const dated = DAY.test(due) ? material.dating(due, items) : [];
  return {
    words,
    ...(why === '' ? {} : { why }),
    ...(named.length === 0 ? {} : { owner }),
    ...(dated.length === 0 ? {} : { due }),
    ...(json['done'] === true ? { done: true } : {}),
    cites: material.placesOf([...items, ...named, ...dated]),
  };
}

/** What stands in the notes and is cited by none of what was found: it is added in its own words. */
export function leftOut(lines: readonly NoteLine[], found: readonly FoundLine[], page = 0): readonly FoundLine[] {
  const isCited = ({ start }: NoteLine): boolean =>
    found.some(({ cites }) => cites.some((cite) => cite.page === page && start >= cite.start && start < cite.end));
  return lines.filter((line) => !isCited(line)).map((line) => lineFound(line, page));
}

/** Numbers the citations of an entry as they come. A place is cited under one number. */
export function createMarks(): { mark(cites: FoundLine['cites']): string; readonly cited: Cited[] } {
  const cited: Cited[] = [];
  return {
    cited,
    mark: (cites) =>
      cites
        .map((cite) => {
          const known = cited.find(
            ({ page, start, end, quote }) =>
              page === cite.page && start === cite.start && end === cite.end && (end > start || quote === cite.quote),
          );
          if (known !== undefined) return `[^${known.n}]`;
          const n = cited.length + 1;
          cited.push({ n, ...cite });
          return `[^${n}]`;
        })
        .join(''),
  };
}

/** The words, then owner and day where the words do not say them. */
export function sayFound({ words, owner, due }: FoundLine): string {
  const saysDue = due !== undefined && daysIn(words, due).some(({ day }) => day === due);
  const facts = [owner, saysDue ? undefined : due].filter((fact) => fact !== undefined && !words.includes(fact));
  return [words, ...facts].map((fact) => escapeMarkdown(fact ?? '')).join(' · ');
}
