import type { ConnectionId, PageId } from '../base/ids.ts';
import type { ClassRule } from '../settings/class-rule.ts';
import type { DataClass } from '../settings/provider.ts';
import { DATA_CLASSES, raise, UNSAID } from './data-class.ts';

/** Where the words of a request come from. */
export interface Contents {
  /** Pages, rows and databases whose words are in it. */
  readonly pages: readonly PageId[];
  /** Databases whose rows were all read: what stands in them counts too. */
  readonly whole?: readonly PageId[];
  /** What was found in the words themselves asks for this class at least. */
  readonly raised?: DataClass;
}

/** Nothing but what the person typed. */
export const TYPED: Contents = { pages: [] };

/** Everything that stands in any of them. */
export function together(...all: readonly Contents[]): Contents {
  const whole = [...new Set(all.flatMap((each) => each.whole ?? []))];
  const raised = all.reduce<DataClass | undefined>(
    (so, each) => (each.raised === undefined ? so : raise(so ?? each.raised, each.raised)),
    undefined,
  );
  return {
    pages: [...new Set(all.flatMap(({ pages }) => pages))],
    ...(whole.length === 0 ? {} : { whole }),
    ...(raised === undefined ? {} : { raised }),
  };
}

/** The way up from a page to the top of its workspace, as far as it is known. */
export interface Way {
  /** The page first. */
  readonly ids: readonly PageId[];
  /** Nothing stands above the last of them. */
  readonly whole: boolean;
  readonly connection?: ConnectionId;
}

/** A class, and why it is so. */
export interface Classed {
  readonly dataClass: DataClass;
  readonly because:
    | { readonly is: 'unsaid' }
    /** @see ClassRule; `inherited`: said of something above the page. */
    | { readonly is: 'said'; readonly of: ClassRule['of']; readonly title: string; readonly inherited: boolean }
    /** Where it stands is not known, and some place that it may stand in is of this class. */
    | { readonly is: 'unplaced' }
    /** By what was found in the words. */
    | { readonly is: 'found' };
}

const NOTHING_SAID: Classed = { dataClass: UNSAID, because: { is: 'unsaid' } };

/**
 * The class of one page: what is said of it, else of the nearest above it, else of its workspace, else `internal`. A way
 * that ends in the dark leads to the closest class that could be meant: a page is rather kept too well.
 */
export function classOfWay(way: Way, rules: readonly ClassRule[]): Classed {
  const at = way.ids.findIndex((id) => rules.some((rule) => rule.of !== 'workspace' && rule.id === id));
  const said = rules.find((rule) => rule.id === way.ids[at]);
  if (said !== undefined) return bySaying(said, at > 0);
  const workspace = rules.find((rule) => rule.of === 'workspace' && rule.id === way.connection);
  const ground = workspace === undefined ? NOTHING_SAID : bySaying(workspace, true);
  if (way.whole) return ground;
  return rules
    .filter((rule) => mayHold(rule, way))
    .reduce(
      (so, { dataClass }) =>
        isCloser(dataClass, so.dataClass) ? { dataClass, because: { is: 'unplaced' } as const } : so,
      ground,
    );
}

const bySaying = ({ dataClass, of, title }: ClassRule, inherited: boolean): Classed => ({
  dataClass,
  because: { is: 'said', of, title, inherited },
});

/** Whether a page whose way is not known to its end may stand there. */
function mayHold(rule: ClassRule, { connection }: Way): boolean {
  const of = rule.of === 'workspace' ? rule.id : rule.connection;
  return of === undefined || connection === undefined || of === connection;
}

const isCloser = (one: DataClass, other: DataClass): boolean => DATA_CLASSES.indexOf(one) > DATA_CLASSES.indexOf(other);

/** The closest of all classes that are in one request; what was typed alone is `internal`. */
export function closest(all: readonly Classed[], raised: DataClass | undefined): Classed {
  const [first = NOTHING_SAID, ...rest] = all;
  const top = rest.reduce((so, one) => (isCloser(one.dataClass, so.dataClass) ? one : so), first);
  if (raised === undefined || !isCloser(raised, top.dataClass)) return top;
  return { dataClass: raised, because: { is: 'found' } };
}
