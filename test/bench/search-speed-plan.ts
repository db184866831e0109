import type { PeerName } from './peers/engine.ts';

/** Sizes of a run, in pages. */
export interface Plan {
  /** Of ours alone, ascending. */
  readonly sizes: readonly number[];
  /** Which two of them are compared. */
  readonly growth: { readonly from: number; readonly to: number };
  /** Beside the peers, FlexSearch at the first alone; bars are for the last of them. */
  readonly peerSizes: readonly number[];
  /** Of the index with unmerged edits and of the one over many workspaces. */
  readonly middle: number;
  readonly queries: number;
  /** Whether bars count: they are for the sizes of the whole run. */
  readonly whole: boolean;
}

const WHOLE: Plan = {
  sizes: [1_000, 10_000, 50_000, 100_000],
  growth: { from: 10_000, to: 100_000 },
  peerSizes: [10_000, 50_000],
  middle: 50_000,
  queries: 44,
  whole: true,
};

/** The same rows in two or three minutes, where no bar holds or is missed. */
const SMALL: Plan = {
  sizes: [1_000, 10_000],
  growth: { from: 1_000, to: 10_000 },
  peerSizes: [10_000],
  middle: 10_000,
  queries: 16,
  whole: false,
};

/** `SEARCH_SPEED=small` is for people in a hurry. */
export const planOf = (wanted: string | undefined): Plan => (wanted === 'small' ? SMALL : WHOLE);

export const WORKSPACES = 15;
/** As many edits as may wait: one more, and they are folded into the index. */
export const UNMERGED = 63;
/** How many edits are timed: those of the peers take seconds. */
export const UPDATES: Readonly<Record<PeerName | 'ours', number>> = {
  ours: 40,
  minisearch: 5,
  flexsearch: 3,
  sqlite: 30,
};

/** One index: the extension that holds it and what is in it. */
export interface Entry {
  readonly name: string;
  readonly engine: PeerName | 'ours';
  readonly pages: number;
  readonly workspaces: number;
  /** Pages that are edited after the build and stay unmerged. */
  readonly edits: number;
}

/** Every index of a run, named `engine-pages`, and `ours-pages-edited` and `ours-pages-teams`. */
export function entriesOf({ sizes, peerSizes, middle }: Plan): readonly Entry[] {
  const ours = { engine: 'ours', workspaces: 1, edits: 0 } as const;
  return [
    ...sizes.map((pages) => ({ ...ours, name: `ours-${pages}`, pages })),
    { ...ours, name: `ours-${middle}-edited`, pages: middle, edits: UNMERGED },
    { ...ours, name: `ours-${middle}-teams`, pages: middle, workspaces: WORKSPACES },
    ...peerSizes.flatMap((pages, at) =>
      // FlexSearch only informs, and needs six minutes to build what the others build in one: once is enough.
      (['minisearch', ...(at === 0 ? (['flexsearch'] as const) : []), 'sqlite'] as const).map((engine) => ({
        name: `${engine}-${pages}`,
        engine,
        pages,
        workspaces: 1,
        edits: 0,
      })),
    ),
  ];
}

const AT_EACH_SIZE = [
  'cold-first',
  'cold-full',
  'cold-full-median',
  'warm-first',
  'warm-full',
  'keystroke',
  'misspelt',
  'update',
  'build',
  'bytes',
  'memory',
];
const ONCE = [
  'cold-ping',
  'growth-first',
  'growth-full',
  'growth-warm',
  'growth-keystroke',
  'growth-update',
  'growth-bytes',
  'edits-first',
  'edits-full',
  'workspaces-first',
  'workspaces-full',
];

/** What a whole run gives. */
export const SEARCH_SPEED_FIGURES: readonly string[] = [
  ...WHOLE.peerSizes.flatMap((pages) => AT_EACH_SIZE.map((name) => `search.speed-${name}-${pages / 1000}k`)),
  ...ONCE.map((name) => `search.speed-${name}`),
];
