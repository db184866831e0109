import { askForReach } from '../adapters/browser/granted-hosts.ts';
import { Failure } from '../base/failure.ts';
import type { Client } from '../messages/client.ts';
import type { ProviderDesk, ProviderForm } from '../messages/provider-desk.ts';
import { hostPattern } from '../settings/provider-address.ts';

/** What the options page asks about providers. The browser is asked for the host in the press itself. */
export function createProviderDesk(ask: Client): ProviderDesk {
  const reach = async ({ name, ...form }: ProviderForm): Promise<void> => {
    if (!(await askForReach(hostPattern(form)))) throw new Failure({ code: 'host-not-granted', provider: name });
  };
  return {
    async testProvider(form, key) {
      await reach(form);
      return ask('provider.test', { form, ...(key === undefined ? {} : { key }) });
    },
    async saveProvider(form, key, mode, passphrase) {
      await reach(form);
      return ask('provider.save', {
        form,
        mode,
        ...(key === undefined ? {} : { key }),
        ...(passphrase === undefined ? {} : { passphrase }),
      });
    },
    switchProvider: (id, on) => ask('provider.switch', { id, on }),
    arrangeProviders: (ids) => ask('provider.arrange', ids),
    removeProvider: (id) => ask('provider.remove', id),
    lookAtBuiltIn: () => ask('built-in.look', undefined),
  };
}
