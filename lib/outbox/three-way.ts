import { equalValue } from './equal-values.ts';
import type { OutboxEntry } from './entry.ts';
import type { TextEdit } from './operation.ts';
import type { PropertyValue } from './property-value.ts';
import { applyEdits } from './text-edits.ts';

/** One thing that an entry changes, in its three versions. */
export type ThreeWay =
  | {
      readonly of: 'property';
      readonly name: string;
      readonly base?: PropertyValue;
      readonly theirs?: PropertyValue;
      readonly mine: PropertyValue;
      /** Others changed it too: only a person can say which is right. */
      readonly touched: boolean;
    }
  | {
      readonly of: 'passage';
      readonly base: string;
      /** What stands there now; absent where nothing does. */
      readonly theirs?: string;
      readonly mine: string;
      readonly touched: boolean;
    };

/** What was, what is and what is wanted, for everything that a conflicted entry changes. What others left alone merges. */
export function threeWayOf({
  operation,
  base,
  found,
}: Pick<OutboxEntry, 'operation' | 'base' | 'found'>): readonly ThreeWay[] {
  if (operation.kind === 'set-properties') {
    return Object.entries(operation.values).map(([name, mine]) => {
      const before = base?.values?.[name];
      const theirs = found?.values?.[name];
      const touched = theirs !== undefined && !equalValue(theirs, before) && !equalValue(theirs, mine);
      return {
        of: 'property',
        name,
        ...(before === undefined ? {} : { base: before }),
        ...(theirs === undefined ? {} : { theirs }),
        mine,
        touched,
      };
    });
  }
  if (operation.kind !== 'replace-text') return [];
  const [before, now] = [base?.markdown ?? '', found?.markdown ?? base?.markdown ?? ''];
  return operation.edits.map((edit) => passageOf(edit, before, now));
}

/** The edits anew over what stands now; `undefined` where a place cannot be told any more. */
export function editsOver(edits: readonly TextEdit[], base: string, now: string): readonly TextEdit[] | undefined {
  const anew = edits.map((edit) => {
    if (applyEdits(now, [edit]) !== undefined) return edit;
    const passage = passageOf(edit, base, now);
    return passage.theirs === undefined ? undefined : { before: passage.theirs, after: passage.mine };
  });
  const whole = anew.filter((edit) => edit !== undefined);
  return whole.length === edits.length && applyEdits(now, whole) !== undefined ? whole : undefined;
}

type Passage = Extract<ThreeWay, { readonly of: 'passage' }>;

function passageOf({ before, after }: TextEdit, base: string, now: string): Passage {
  if (applyEdits(now, [{ before, after }]) !== undefined) {
    return { of: 'passage', base: before, theirs: before, mine: after, touched: false };
  }
  const place = base.indexOf(before);
  if (place < 0) return { of: 'passage', base: before, mine: after, touched: true };
  const was = base.split('\n');
  const is = now.split('\n');
  const first = base.slice(0, place).split('\n').length - 1;
  const last = first + before.split('\n').length - 1;
  const above = anchor(was, is, first, -1);
  const below = anchor(was, is, last, 1);
  const whole = was.slice(first, last + 1).join('\n');
  const mine = whole.replace(before, () => after);
  const theirs = is.slice(above.is + 1 + (first - above.was - 1), below.is - (below.was - last - 1));
  const text = theirs.join('\n');
  return { of: 'passage', base: whole, ...(text === '' ? {} : { theirs: text }), mine, touched: true };
}

/** The nearest line above or below that stands once in both versions: what lies between belongs to the passage. */
function anchor(
  was: readonly string[],
  is: readonly string[],
  from: number,
  step: 1 | -1,
): { was: number; is: number } {
  for (let at = from + step; at >= 0 && at < was.length; at += step) {
    const line = was[at] ?? '';
    if (line.trim() === '' || was.indexOf(line) !== was.lastIndexOf(line)) continue;
    const there = is.indexOf(line);
    if (there >= 0 && there === is.lastIndexOf(line)) return { was: at, is: there };
  }
  return step < 0 ? { was: -1, is: -1 } : { was: was.length, is: is.length };
}
