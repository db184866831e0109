import type { FaultAction } from '../../world/faults.ts';
import { NOTION_FAULTS } from '../../world/notion-faults.ts';
import { createRandom } from '../../world/random.ts';

/** What one schedule wants written, in this order, all of it to one page, its row or its database. */
export type Want =
  | { readonly kind: 'append' | 'create'; readonly blocks: number; readonly deep: boolean }
  | { readonly kind: 'row' | 'set' | 'text' | 'comment' };

/** A fault that strikes writes of this schedule alone: after `skip` of them, `times` of them. */
export interface PlannedFault {
  readonly name: string;
  readonly action: FaultAction;
  readonly skip: number;
  readonly times: number;
}

/** What somebody else does to the page: beside what is written, or to that very thing. */
export interface PlannedEdit {
  readonly afterMs: number;
  readonly where: 'beside' | 'same';
}

export interface OutboxPlan {
  readonly seed: number;
  /** Stands in everything that this schedule writes and nowhere else. */
  readonly token: string;
  readonly wants: readonly Want[];
  readonly faults: readonly PlannedFault[];
  readonly edits: readonly PlannedEdit[];
  /** The background dies so long after the beginning. */
  readonly deaths: readonly number[];
  /** `undo` after it was done; `decline` before anybody said yes. */
  readonly fate: 'keep' | 'undo' | 'decline';
}

export const tokenOf = (seed: number): string => `q${seed}x`;

/** Answers that leave it open whether anything was written, and some that are clear. Late ones come within a minute. */
const FAULTS: readonly (readonly [name: string, weight: number, late?: readonly [least: number, most: number]])[] = [
  ['notion-commit-then-503', 2],
  ['notion-commit-then-bare-503', 3],
  ['notion-commit-then-504', 2],
  ['notion-commit-then-reset', 3],
  ['notion-late-after-reset', 2, [1_000, 58_000]],
  ['notion-late-after-503', 2, [1_000, 58_000]],
  ['notion-late-after-504', 2, [1_000, 58_000]],
  ['notion-unavailable-503', 2],
  ['notion-error-500', 1],
  ['notion-bad-gateway-html-502', 1],
  ['notion-timeout-504', 1],
  ['notion-reset', 2],
  ['notion-reset-mid-body', 1],
  ['notion-slow-headers', 1],
  ['notion-stalled-body', 1],
  ['notion-cut-json', 1],
  ['notion-conflict-409', 1],
  ['notion-overload-529', 1],
  ['notion-rate-limited', 1],
];

const SHARE_WITHOUT_FAULT = 0.2;
const SHARE_WITH_EDIT = 0.3;
/** Of fifty that run side by side, some five end the worker that they share. */
const SHARE_WITH_DEATH = 0.1;
const SHARE_UNDONE = 0.1;
const SHARE_DECLINED = 0.06;

/** Everything that happens in a schedule, decided by its seed. */
export function planOutbox(seed: number): OutboxPlan {
  const random = createRandom(seed * 7919 + 13);
  const whole = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const count = random() < SHARE_WITHOUT_FAULT ? 0 : whole(1, 3);
  const wants = Array.from({ length: random() < 0.35 ? 2 : 1 }, () => aWant(random, whole));
  const faults = Array.from({ length: count }, () => aFault(random, whole));
  const edits: PlannedEdit[] =
    random() < SHARE_WITH_EDIT ? [{ afterMs: whole(0, 45_000), where: random() < 0.6 ? 'beside' : 'same' }] : [];
  const deaths = random() < SHARE_WITH_DEATH ? [whole(200, 60_000)] : [];
  const fated = random();
  const fate = fated < SHARE_DECLINED ? 'decline' : fated < SHARE_DECLINED + SHARE_UNDONE ? 'undo' : 'keep';
  return { seed, token: tokenOf(seed), wants, faults, edits, deaths, fate };
}

type Whole = (least: number, most: number) => number;

function aWant(random: () => number, whole: Whole): Want {
  const at = random();
  if (at < 0.25) return { kind: 'append', blocks: whole(1, 12), deep: random() < 0.3 };
  // Three requests and more, each after the last block that is known to stand.
  if (at < 0.45) return { kind: 'append', blocks: whole(60, 130), deep: random() < 0.3 };
  if (at < 0.6) return { kind: 'create', blocks: random() < 0.3 ? whole(60, 110) : whole(1, 10), deep: random() < 0.3 };
  if (at < 0.7) return { kind: 'row' };
  if (at < 0.8) return { kind: 'set' };
  return { kind: at < 0.9 ? 'text' : 'comment' };
}

function aFault(random: () => number, whole: Whole): PlannedFault {
  const all = FAULTS.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * all;
  const [name, , late] = FAULTS.find(([, weight]) => (left -= weight) < 0) ?? FAULTS[0] ?? ['notion-reset', 1];
  const known = NOTION_FAULTS[name]?.rule;
  if (known === undefined) throw new Error(`No fault is named ${name}`);
  const afterMs = late === undefined ? 0 : whole(late[0], late[1]);
  const action: FaultAction = known.action === 'late' ? { ...known, afterMs } : known;
  return { name: late === undefined ? name : `${name} ${afterMs} ms`, action, skip: whole(0, 2), times: whole(1, 2) };
}
