import { useEffect, useState } from 'preact/hooks';

import type { Mention } from '../../lib/chat/mention.ts';
import { keyOf } from '../../lib/chat/mention.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { FilterChoice, SearchHit } from '../../lib/messages/search-desk.ts';

/** A page that can be named, and where it stands. */
export interface Found {
  readonly mention: Mention;
  readonly place?: string;
}

const MOST_PAGES = 7;
const MOST_PEOPLE = 4;
const LATELY = 5;

/**
 * Pages, databases and people whose names fit, from what is on this device. Nobody is asked over the network.
 * @param query absent while nothing is looked for; empty shows what was opened lately
 * @returns `undefined` until there is an answer for this query
 */
export function useFoundMentions(desk: Desk, query: string | undefined): readonly Found[] | undefined {
  const [people, setPeople] = useState<readonly string[]>([]);
  const [found, setFound] = useState<{ readonly query: string; readonly pages: readonly Found[] }>();
  const wanted = query !== undefined;
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    desk.searchChoices([]).then(
      ({ people: known }) => here && setPeople(known.map(nameIn)),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [desk, wanted]);
  useEffect(() => {
    if (query === undefined) return;
    const stop = new AbortController();
    const words = query.trim();
    const look = words === '' ? Promise.resolve([]) : pagesNamed(desk, words, stop.signal);
    look.then(
      (pages) => !stop.signal.aborted && setFound({ query, pages }),
      () => !stop.signal.aborted && setFound({ query, pages: [] }),
    );
    return () => stop.abort();
  }, [desk, query]);
  if (query === undefined || found === undefined) return undefined;
  // What fitted the last letter stays until the next is looked up: a list that blinks cannot be read.
  const named = people
    .filter((name) => fits(name, query))
    .slice(0, query.trim() === '' ? LATELY : MOST_PEOPLE)
    .map((name): Found => ({ mention: { kind: 'person', name } }));
  const seen = new Set<string>();
  return [...found.pages, ...named].filter(({ mention }) => {
    const key = keyOf(mention);
    return !seen.has(key) && seen.add(key);
  });
}

const nameIn = ({ label }: FilterChoice<string>): string => label;

async function pagesNamed(desk: Desk, query: string, signal: AbortSignal): Promise<readonly Found[]> {
  const { hits } = await desk.search({ query, depth: 'first' }, signal);
  // Who types a name means a title; words inside of pages come after.
  const titled = hits.filter(({ title }) => fits(title, query));
  const others = hits.filter((hit) => !titled.includes(hit));
  return [...titled, ...others].slice(0, MOST_PAGES).map(foundOf);
}

function foundOf({ pageId, title, url, kind, place, workspace }: SearchHit): Found {
  const where = [place ?? '', workspace].find((words) => words !== '');
  return {
    mention: { kind: kind === 'database' ? 'database' : 'page', page: { pageId, title, url } },
    ...(where === undefined ? {} : { place: where }),
  };
}

const fits = (name: string, query: string): boolean => {
  const words = name.toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((part) => words.includes(part));
};
