import { CLAUDE_FAULTS } from '../../world/claude-faults.ts';
import { createRandom } from '../../world/random.ts';

/** Something that a person, the network, the clock or the machine does. `pick` in [0, 1) chooses among what there is then. */
export type Deed =
  | { readonly type: 'ask'; readonly page: number }
  | { readonly type: 'summarize'; readonly page: number }
  | { readonly type: 'message'; readonly pick: number; readonly fresh: boolean }
  | { readonly type: 'stop'; readonly pick: number }
  | { readonly type: 'pause'; readonly pick: number }
  | { readonly type: 'resume'; readonly pick: number }
  | { readonly type: 'edit'; readonly pick: number }
  | { readonly type: 'run-now'; readonly pick: number }
  | { readonly type: 'retry'; readonly pick: number; readonly elsewhere: boolean }
  | { readonly type: 'proceed'; readonly pick: number; readonly elsewhere: boolean }
  /** The page says something else from now on. */
  | { readonly type: 'rewrite'; readonly page: number }
  | { readonly type: 'fault'; readonly name: string; readonly models: 'one' | 'all'; readonly forMs: number }
  | { readonly type: 'offline'; readonly forMs: number }
  /** The device's own clock is set, or it slept: no timer of the worker saw that time. */
  | { readonly type: 'clock-jump'; readonly ms: number }
  /** The worker dies after so many more awaits. */
  | { readonly type: 'death'; readonly awaits: number };

export interface Timed {
  readonly afterMs: number;
  readonly deed: Deed;
}

export interface Plan {
  readonly seed: number;
  readonly deeds: readonly Timed[];
}

export const PAGES = 3;
const FAULTS = Object.keys(CLAUDE_FAULTS);
/** Lasting faults that many incidents show: these are drawn more often than the odd ones. */
const USUAL = ['overloaded-http-529', 'api-error-500', 'overloaded-mid-stream', 'clean-cut', 'rate-limited'] as const;
const MINUTE = 60_000;

/** One afternoon of trouble: the seed alone decides it. */
export function planAfternoon(seed: number): Plan {
  const random = createRandom(seed * 7919 + 17);
  const below = (most: number): number => Math.floor(random() * most);
  const oneOf = <const Value>(values: readonly [Value, ...(readonly Value[])]): Value =>
    values[below(values.length)] ?? values[0];
  const span = (least: number, most: number): number => Math.round(least + random() * (most - least));

  const deeds: Record<Deed['type'], () => Deed> = {
    ask: () => ({ type: 'ask', page: below(PAGES) }),
    summarize: () => ({ type: 'summarize', page: below(PAGES) }),
    message: () => ({ type: 'message', pick: random(), fresh: random() < 0.3 }),
    stop: () => ({ type: 'stop', pick: random() }),
    pause: () => ({ type: 'pause', pick: random() }),
    resume: () => ({ type: 'resume', pick: random() }),
    edit: () => ({ type: 'edit', pick: random() }),
    'run-now': () => ({ type: 'run-now', pick: random() }),
    retry: () => ({ type: 'retry', pick: random(), elsewhere: random() < 0.5 }),
    proceed: () => ({ type: 'proceed', pick: random(), elsewhere: random() < 0.5 }),
    rewrite: () => ({ type: 'rewrite', page: below(PAGES) }),
    fault: () => ({
      type: 'fault',
      name: random() < 0.5 ? oneOf(USUAL) : (FAULTS[below(FAULTS.length)] ?? USUAL[0]),
      models: random() < 0.5 ? 'one' : 'all',
      forMs: span(500, 5 * MINUTE),
    }),
    offline: () => ({ type: 'offline', forMs: span(200, 2 * MINUTE) }),
    'clock-jump': () => ({ type: 'clock-jump', ms: oneOf([-10 * MINUTE, -3000, 2 * MINUTE, 40 * MINUTE]) }),
    death: () => ({ type: 'death', awaits: 1 + below(60) }),
  };
  /** How often each comes up. */
  const urn: readonly [Deed['type'], ...Deed['type'][]] = [
    ...repeat('ask', 5),
    ...repeat('message', 6),
    ...repeat('summarize', 2),
    ...repeat('fault', 6),
    ...repeat('death', 4),
    ...repeat('offline', 2),
    ...repeat('retry', 2),
    ...repeat('proceed', 2),
    'stop',
    'pause',
    'resume',
    'edit',
    'run-now',
    'rewrite',
    'clock-jump',
  ];
  const count = 8 + below(14);
  return {
    seed,
    deeds: Array.from({ length: count }, (_, at) => ({
      afterMs: at === 0 ? 0 : pause(random(), span),
      deed: at < 2 ? deeds[oneOf(['ask', 'message', 'fault'])]() : deeds[oneOf(urn)](),
    })),
  };
}

const repeat = <const Value>(value: Value, times: number): [Value, ...Value[]] => [
  value,
  ...Array.from({ length: times - 1 }, () => value),
];

/** Some deeds follow at once, most within an answer's time, a few much later. */
function pause(unit: number, span: (least: number, most: number) => number): number {
  if (unit < 0.2) return span(0, 20);
  if (unit < 0.75) return span(50, 4000);
  return span(4000, 3 * MINUTE);
}
