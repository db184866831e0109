import { borrowedPayloads, countByFamily, ownPayloads, sharedSetsHere } from './payloads.ts';
import { renderInChromium, renderInFirefox } from './render.ts';
import type { Rendered } from './render.ts';
import type { Tally } from './tally.ts';

const LEAST_OWN = 1_500;
/** Firefox gets one in so many: a sample of every family. */
const ONE_IN = 12;

/** The whole list in Chromium's companion and side panel, a sample in Firefox's. */
export async function tryRendering(seed: number, extension?: string): Promise<readonly Tally[]> {
  const own = ownPayloads(seed);
  const borrowed = borrowedPayloads(own.length);
  for (const [family, count] of countByFamily([...own, ...borrowed])) console.log(`      ${family}: ${count}`);
  if (!sharedSetsHere()) console.log('      the sets of others: not run, ../shared/data/attacks is absent');
  const all = [...own, ...borrowed];
  const whole = await renderInChromium(all, extension);
  const sample = await renderInFirefox(all.filter((_, at) => at % ONE_IN === 0));
  return [
    ...talliesOf(whole, own.length, 2 * LEAST_OWN),
    ...talliesOf(sample, own.filter((_, at) => at % ONE_IN === 0).length, 100),
  ];
}

function talliesOf(rendered: Rendered, own: number, least: number): readonly Tally[] {
  const { browser, shown, faults, strangers } = rendered;
  const isScript = (fault: string): boolean => /: a script ran|: a dialog/u.test(fault);
  const note = `${own} of an own list, ${shown / 2 - own} of others, each in the companion and the side panel`;
  const of = (kind: string, what: string, succeeded: readonly string[]): Tally => ({
    name: `trust.attacks-${kind}-${browser}`,
    what: `${browser}: ${what}`,
    tried: shown,
    least,
    succeeded,
    note,
  });
  return [
    of('scripts', 'scripts run by a payload', faults.filter(isScript)),
    of('requests', 'hosts asked that are no service', strangers),
    of('markup', 'payloads that became more than words and safe links, or hid a host', [
      ...faults.filter((fault) => !isScript(fault)),
      ...rendered.policy,
    ]),
  ];
}
