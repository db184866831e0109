import { connectionsOf } from '../flows/connect.ts';
import type { Household } from './household.ts';

/** Puts what may be shown of the keys where every surface watches it. */
export async function showConnections({ meta, vault }: Pick<Household, 'meta' | 'vault'>): Promise<void> {
  await meta.keepConnections(await connectionsOf(vault, await meta.shownSettings()));
}
