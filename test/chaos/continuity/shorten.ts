import type { Deed, Plan } from './plan.ts';

const MOST_DEEDS = 12;
const LONGEST_PAUSE_MS = 1500;

/**
 * The same afternoon in seconds instead of minutes, for a browser, whose time is real: its first deeds, sooner one after
 * the other, with shorter faults. The device's clock cannot be set there.
 */
export function shorten({ seed, deeds }: Plan): Plan {
  return {
    seed,
    deeds: deeds
      .filter(({ deed }) => deed.type !== 'clock-jump')
      .slice(0, MOST_DEEDS)
      .map(({ afterMs, deed }) => ({
        afterMs: Math.min(LONGEST_PAUSE_MS, Math.round(afterMs / 8)),
        deed: briefly(deed),
      })),
  };
}

function briefly(deed: Deed): Deed {
  if (deed.type === 'fault') return { ...deed, forMs: Math.round(deed.forMs / 60) };
  return deed.type === 'offline' ? { ...deed, forMs: Math.round(deed.forMs / 40) } : deed;
}
