import { inventoryOf } from '../flows/inventory.ts';
import type { InventoryFacts } from '../flows/inventory.ts';
import type { Unwatch } from '../messages/desk.ts';
import type { InventoryDesk } from '../messages/inventory.ts';

type Known = Partial<Omit<InventoryFacts, 'now'>>;

/**
 * What a person relies on, made anew whenever one of its parts changes.
 * @param watches each tells a part, now and whenever it changes
 */
export function createInventoryDesk(
  watches: readonly ((tell: (part: Known) => void) => Unwatch)[],
  now: () => number,
): Pick<InventoryDesk, 'watchInventory'> {
  return {
    watchInventory(show) {
      let known: Known = {};
      const unwatches = watches.map((watch) =>
        watch((part) => {
          known = { ...known, ...part };
          const { jobs, copies, settings, connections, kits, syncs } = known;
          if (!jobs || !copies || !settings || !connections || !kits || !syncs) return;
          show(inventoryOf({ now: now(), jobs, copies, settings, connections, kits, syncs }));
        }),
      );
      return () => {
        for (const unwatch of unwatches) unwatch();
      };
    },
  };
}
