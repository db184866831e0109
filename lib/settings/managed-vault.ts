import { Failure } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { KeyMode } from './settings.ts';
import type { Vault } from './vault.ts';

/**
 * A vault that keeps and gives keys only as the organization lets them rest.
 * @param refuses why a key may not rest so; `undefined` where it may
 */
export function createManagedVault(vault: Vault, refuses: (mode: KeyMode) => Promise<FailureFacts | undefined>): Vault {
  const heed = async (mode: KeyMode, more = ''): Promise<void> => {
    const refused = await refuses(mode);
    if (refused !== undefined) throw new Failure({ ...refused, detail: `${refused.detail ?? ''}${more}` });
  };
  return {
    ...vault,
    async reveal(name) {
      const kept = (await vault.list()).find((key) => key.name === name);
      if (kept !== undefined) await heed(kept.mode, ' Enter this key again, to be kept in another way.');
      return vault.reveal(name);
    },
    async keep(key) {
      await heed(key.mode);
      return vault.keep(key);
    },
  };
}
