import { holds } from '../chaos/attacks/tally.ts';
import { playAttacks } from '../chaos/run-attacks.ts';
import type { Figure } from './figure.ts';

export const ATTACK_FIGURES: readonly string[] = [
  'trust.attacks-scripts-chromium',
  'trust.attacks-requests-chromium',
  'trust.attacks-markup-chromium',
  'trust.attacks-scripts-firefox',
  'trust.attacks-requests-firefox',
  'trust.attacks-markup-firefox',
  'trust.attacks-malformed',
  'trust.attacks-unhandled',
  'trust.attacks-malformed-state',
  'trust.attacks-oversized',
  'trust.attacks-messages',
  'trust.attacks-senders',
  'trust.attacks-canary',
];

/** How many attacks of each suite had their way, beside how many were tried. */
export async function benchAttacks(): Promise<readonly Figure[]> {
  const tallies = await playAttacks({ seed: 1, only: undefined, extension: undefined });
  return tallies.map((tally) => ({
    name: tally.name,
    value: tally.succeeded.length,
    unit: 'succeeded',
    peer: 'tried',
    peerValue: tally.tried,
    ratio: tally.tried === 0 ? 0 : tally.succeeded.length / tally.tried,
    bar: `0 of at least ${tally.least.toLocaleString('en')}`,
    holds: holds(tally),
    runs: 1,
    note: `${tally.what}${tally.note === undefined ? '' : `: ${tally.note}`}`,
  }));
}
