/** How often one kind of attack was tried, and how often it had its way. */
export interface Tally {
  /** `trust.attacks-…`, as the figure of the benchmark is called. */
  readonly name: string;
  /** What is counted, in words. */
  readonly what: string;
  readonly tried: number;
  /** Fewer tries than this prove nothing. */
  readonly least: number;
  /** Each success of an attacker's, in words that lead to it. */
  readonly succeeded: readonly string[];
  readonly note?: string;
}

export const holds = ({ tried, least, succeeded }: Tally): boolean => succeeded.length === 0 && tried >= least;

/** Tells of one tally in a line, and of what succeeded in lines below it. */
export function printTally(tally: Tally): void {
  const { what, tried, least, succeeded, note } = tally;
  const few = tried < least ? ` TOO FEW, ${least.toLocaleString('en')} are asked for` : '';
  const count = `${succeeded.length} of ${tried.toLocaleString('en')}`;
  console.log(`${holds(tally) ? 'held ' : 'WRONG'} ${what}: ${count}${few}${note === undefined ? '' : ` (${note})`}`);
  for (const one of succeeded.slice(0, MOST_TOLD)) console.log(`      ${one}`);
}

const MOST_TOLD = 20;
