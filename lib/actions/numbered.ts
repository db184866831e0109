import { closeJson } from '../base/close-json.ts';
import { asObject, parseObject } from '../base/json.ts';
import type { Json } from '../base/json.ts';
import type { Page } from '../mirror/page.ts';
import { fence } from '../prompt/fence.ts';
import type { ItemPlace, PlacedSource } from '../prompt/page-source.ts';
import { fold } from '../text/fold.ts';
import { daysIn } from '../text/parse-date.ts';
import type { Cited } from './action.ts';
import { quotePlace } from './citations-of.ts';
import { dayOfPage } from './note-lines.ts';

interface Item {
  readonly text: string;
  readonly places: readonly ItemPlace[];
}

/** Material whose items are numbered in its text: for answers held to a form, which services do not cite. */
export interface Numbered {
  /** The material as it stands in the message, fenced. */
  readonly text: string;
  /** The citations behind the numbers of items, each place once; numbers that name none are left out. */
  placesOf(numbers: readonly number[]): readonly Omit<Cited, 'n'>[];
  /** The numbers of the items, and of one beside them, that name this person; none where nobody there is called so. */
  naming(name: string, numbers: readonly number[]): readonly number[];
  /** The same for a day. */
  dating(day: string, numbers: readonly number[]): readonly number[];
}

/** Who and when stand on the line itself or right beside it: under it, over it, in the cell's row. */
const BESIDE = 2;

export function numbered(placed: readonly PlacedSource[], pages: readonly Page[]): Numbered {
  const items: Item[] = [];
  const text = placed
    .filter(({ source }) => source.items.length > 0)
    .map(({ source, places }, at) => {
      const lines = source.items.map((item, index) => {
        items.push({ text: item, places: places[index] ?? [] });
        return `[${items.length}] ${item}`;
      });
      return fence(`page-${at + 1}`, [source.title, ...lines].join('\n'));
    })
    .join('\n\n');
  const near = pages[0] === undefined ? undefined : dayOfPage(pages[0]);

  /** The numbers themselves where one fits, else those beside them that do. */
  const fitting = (numbers: readonly number[], fits: (item: string) => boolean): readonly number[] => {
    const ofItems = (some: readonly number[]): readonly number[] =>
      [...new Set(some)].filter((n) => fits(items[n - 1]?.text ?? ''));
    const own = ofItems(numbers);
    if (own.length > 0) return own;
    const around = numbers.flatMap((n) => Array.from({ length: BESIDE * 2 + 1 }, (_, step) => n - BESIDE + step));
    return ofItems(around).slice(0, 1);
  };

  return {
    text,
    placesOf(numbers) {
      const found = new Map<string, Omit<Cited, 'n'>>();
      for (const n of numbers) {
        const place = items[n - 1]?.places[0];
        const page = place === undefined ? undefined : pages[place.page];
        if (place === undefined || page === undefined) continue;
        const quote = quotePlace(page, place);
        found.set(`${place.page} ${place.start} ${place.words ?? ''}`, {
          page: place.page,
          start: place.start,
          end: place.end,
          quote,
        });
      }
      return [...found.values()];
    },
    naming(name, numbers) {
      const sought = fold(name).trim();
      return sought === '' ? [] : fitting(numbers, (item) => hasWords(fold(item), sought));
    },
    dating: (day, numbers) => fitting(numbers, (item) => daysIn(item, near).some((one) => one.day === day)),
  };
}

/** Whether words stand in a text as whole words, where the script has them. */
function hasWords(text: string, words: string): boolean {
  const at = text.indexOf(words);
  if (at < 0) return false;
  const isLetter = (character: string): boolean => /[a-z0-9\u00c0-\u024f]/i.test(character);
  return !isLetter(text.charAt(at - 1)) && !isLetter(text.charAt(at + words.length));
}

/** The object that a model writes, or as much of it as has arrived; marks of code around it do no harm. */
export function readForm(text: string, whole: boolean): Json | undefined {
  const from = text.indexOf('{');
  if (from < 0) return undefined;
  return parseObject(whole ? text.slice(from, text.lastIndexOf('}') + 1) : closeJson(text.slice(from)));
}

/** An item's number and the marks of its form, which models copy along with its words. */
const COPIED = /^\[\d+\]\s+(?:(?:[-*>]|\d+\.|#{1,6})\s+(?:\[[ xX]\]\s+)?)?/;

/** Texts of a model's object; what is no text is none. */
export const wordsIn = (json: Json, name: string): string => {
  const value = json[name];
  return typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim().replace(COPIED, '') : '';
};

/** The numbers of items that a model names. */
export const itemsIn = (json: Json): readonly number[] => {
  const value = json['items'];
  return Array.isArray(value) ? value.filter((one) => Number.isSafeInteger(one)) : [];
};

/** The objects of a list. */
export const objectsIn = (json: Json, name: string): readonly Json[] => {
  const value = json[name];
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown): Json[] => {
    const object = asObject(one);
    return object === undefined ? [] : [object];
  });
};
