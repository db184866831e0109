import type { Secret } from '../../base/secret.ts';
import type { KeyFacts, KeyName, Vault } from '../../settings/vault.ts';

/**
 * A vault that is read once in a life of the background: every request needs a key, and two stores to look it up would
 * be waited for each time. Whatever changes a key, or locks them, forgets all that is remembered. One vault is enough
 * for one background, which is the only writer.
 */
export function createRememberingVault(vault: Vault): Vault {
  let secrets = new Map<KeyName, Promise<Secret>>();
  let facts: Promise<readonly KeyFacts[]> | undefined;

  const forgetAll = (): void => {
    secrets = new Map();
    facts = undefined;
  };
  /** Forgets before, so that nobody reads what is about to go, and after, so that nothing read meanwhile stays. */
  const changing = async <Value>(change: () => Promise<Value>): Promise<Value> => {
    forgetAll();
    try {
      return await change();
    } finally {
      forgetAll();
    }
  };

  return {
    reveal(name) {
      const here = secrets;
      const known = here.get(name);
      if (known !== undefined) return known;
      const read = vault.reveal(name);
      here.set(name, read);
      read.catch(() => here.delete(name));
      return read;
    },
    list() {
      if (facts !== undefined) return facts;
      const read = vault.list();
      facts = read;
      read.catch(() => {
        if (facts === read) facts = undefined;
      });
      return read;
    },
    keep: (key) => changing(() => vault.keep(key)),
    relabel: (name, label) => changing(() => vault.relabel(name, label)),
    forget: (name) => changing(() => vault.forget(name)),
    expect: (name, label) => changing(() => vault.expect(name, label)),
    clear: () => changing(() => vault.clear()),
    unlock: (passphrase) => changing(() => vault.unlock(passphrase)),
    lock: () => changing(() => vault.lock()),
  };
}
