import type { DoorFetch } from '../adapters/fetch-door/fetch-door.ts';
import { Failure } from '../base/failure.ts';
import type { Log } from '../base/ports.ts';
import { inRegion, modelsAsked } from '../models/managed-request.ts';
import type { Managed } from '../settings/managed.ts';
import { policyOf } from '../settings/managed.ts';
import { forbids, refusesAsking } from '../settings/managed-rules.ts';
import type { Asking } from '../settings/managed-rules.ts';
import { readManaged } from '../settings/read-managed.ts';
import { letRun } from './let-run.ts';

/** What the organization set, as this life of the background knows it. */
export interface ManagedKeeper {
  /**
   * What is set now. Read once in a life and again when it changes; whoever would send something waits for it. A browser
   * that cannot tell counts as a policy that cannot be understood.
   */
  current(): Promise<Managed>;
  /** @throws Failure `managed-forbids` or `managed-invalid` where nobody may be asked in this way */
  heed(asking: Asking): Promise<void>;
  /** The same way out, kept to the policy: the last look at every request before it leaves. */
  keepWithin(asking: Omit<Asking, 'model'>, fetch: DoorFetch): DoorFetch;
  /** Tells of the policy once `begin` is over, and each time that it has changed. */
  tend(begin: Promise<void>, tell: (managed: Managed) => Promise<void>): void;
  /** The browser says that it is another one: nothing more is sent before it was read. */
  changed(): Promise<void>;
}

const UNREADABLE: Managed = {
  state: 'invalid',
  faults: [{ field: 'policy', words: 'The browser could not read the policy.' }],
};

/** @param ask what the browser says is set */
export function createManaged(ask: () => Promise<unknown>, log: Log): ManagedKeeper {
  let reading: Promise<Managed> | undefined;
  const read = (): Promise<Managed> => {
    const begun = ask().then(readManaged, (error: unknown) => {
      log.warn('the policy cannot be read', { bug: String(error) });
      // Asked anew by the next who wants to send something.
      reading = undefined;
      return UNREADABLE;
    });
    reading = begun;
    return begun;
  };
  let tell = async (): Promise<void> => undefined;
  /** What changed while it was being read is read again: nobody goes by what was said before. */
  const current = async (): Promise<Managed> => {
    for (;;) {
      const asked = reading ?? read();
      const managed = await asked;
      if (reading === undefined || reading === asked) return managed;
    }
  };

  return {
    current,
    async heed(asking) {
      const refused = refusesAsking(await current(), asking);
      if (refused !== undefined) throw new Failure(refused);
    },
    keepWithin: (asking, fetch) => async (url, init) => {
      const managed = await current();
      if (managed.state === 'none') return fetch(url, init);
      const body = typeof init?.body === 'string' ? init.body : undefined;
      const models = body === undefined ? [] : modelsAsked(body);
      for (const one of models.length === 0 ? [asking] : models.map((model) => ({ ...asking, model }))) {
        const refused = refusesAsking(managed, one);
        if (refused !== undefined) throw new Failure(refused);
      }
      const region = policyOf(managed).inferenceGeo;
      const isClaude = asking.provider === 'claude' || asking.provider.startsWith('gateway:');
      if (region === undefined || body === undefined || models.length === 0 || !isClaude) return fetch(url, init);
      const stamped = inRegion(new URL(url).pathname, body, region);
      if (stamped === undefined) throw new Failure(forbids(`This cannot be done in the region “${region}” alone.`));
      return fetch(url, { ...init, body: stamped });
    },
    tend(begin, hear) {
      tell = async () => hear(await current());
      // Known before anybody asks, without holding up whoever woke us.
      letRun(current(), log, 'policy');
      letRun(begin.then(tell), log, 'policy');
    },
    async changed() {
      reading = undefined;
      await tell();
    },
  };
}
