import { describeFailure } from '../base/failure-words.ts';
import { Failure } from '../base/failure.ts';
import type { TestResult } from '../messages/desk.ts';
import type { Vault } from '../settings/vault.ts';

/** Keeps a key; what stands in the way of that, in words, or `undefined` once it is kept. */
export async function keepKey(
  vault: Pick<Vault, 'keep'>,
  key: Parameters<Vault['keep']>[0],
): Promise<TestResult | undefined> {
  try {
    await vault.keep(key);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const words =
      error.code === 'vault-locked'
        ? 'Not saved: this is not the passphrase that seals your other keys.'
        : describeFailure(error.facts).cause;
    return { ok: false, words, failure: error.facts };
  }
}
