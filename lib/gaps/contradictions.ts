import { guessLanguage } from '../text/languages.ts';
import { MOST_EVIDENCE, evidenceOf } from './gap.ts';
import type { Evidence, Gap, GapFinder, KnownPages } from './gap.ts';
import { statedFacts, subjectsOf } from './stated-facts.ts';

interface Said {
  readonly value: string;
  readonly pages: Set<string>;
  readonly evidence: Evidence[];
}

/** More values than this are a list, not a contradiction. */
const MOST_VALUES = 4;
const SAMPLE_BLOCKS = 40;

/** Things to which several pages give different values. */
export function findContradictions({ titles }: Pick<KnownPages, 'titles'>): GapFinder {
  const subjects = subjectsOf(titles);
  const things = new Map<string, { readonly subject: string; readonly said: Map<string, Said> }>();
  return {
    take(page) {
      const language = guessLanguage(
        [page.title, ...page.blocks.slice(0, SAMPLE_BLOCKS).map(({ text }) => text)].join('\n'),
      );
      for (const { key, subject, attribute, value, line } of statedFacts(page, titles, subjects, language)) {
        const thing = things.get(key) ?? { subject: `${subject}: ${attribute}`, said: new Map<string, Said>() };
        const said = thing.said.get(value.same) ?? { value: value.text, pages: new Set<string>(), evidence: [] };
        said.pages.add(page.id);
        if (said.evidence.length < MOST_EVIDENCE) said.evidence.push(evidenceOf(page, line));
        thing.said.set(value.same, said);
        things.set(key, thing);
      }
    },
    found: () =>
      [...things].flatMap(([key, { subject, said }]): readonly Gap[] => {
        const values = [...said.values()].toSorted((one, other) => other.pages.size - one.pages.size);
        const pages = new Set(values.flatMap((value) => [...value.pages]));
        // One page that says two things has a list of them.
        if (values.length < 2 || values.length > MOST_VALUES || pages.size < 2) return [];
        if (!differs(values)) return [];
        return [
          {
            key: `contradiction:${key}`,
            kind: 'contradiction',
            subject,
            values: values.map(({ value }) => value),
            pages: pages.size,
            weight: 4 * pages.size,
            evidence: values.flatMap(({ evidence }) => evidence.slice(0, 2)).slice(0, MOST_EVIDENCE),
          },
        ];
      }),
  };
}

/** Two pages, each with a value that the other does not give. */
function differs(values: readonly Said[]): boolean {
  return values.some((one) =>
    values.some(
      (other) =>
        one !== other &&
        [...one.pages].some((page) => !other.pages.has(page)) &&
        [...other.pages].some((page) => !one.pages.has(page)),
    ),
  );
}
