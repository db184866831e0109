import type { MirrorSource } from '../adapters/dexie/search-source.ts';
import type { Clock } from '../base/ports.ts';
import type { SearchPorts } from '../flows/search-pages.ts';

/** Where searches look. A search reads past Dexie: opening it takes longer than the search. */
export const searchPortsOf = ({
  clock,
  search,
  readers,
}: Pick<SearchPorts, 'readers'> & {
  readonly clock: Pick<Clock, 'now'>;
  readonly search: MirrorSource;
}): SearchPorts => ({
  source: search,
  now: () => clock.now(),
  headsOf: search.headsOf,
  syncs: search.syncs,
  readers,
  within: (ms, outer) => AbortSignal.any([outer, AbortSignal.timeout(ms)]),
});
