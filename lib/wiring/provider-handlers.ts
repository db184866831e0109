import { giveUpReach } from '../adapters/browser/granted-hosts.ts';
import { Secret } from '../base/secret.ts';
import {
  arrangeProviders,
  removeProvider,
  saveProvider,
  switchProvider,
  testProvider,
} from '../flows/connect-provider.ts';
import type { ProviderPorts } from '../flows/connect-provider.ts';
import type { Handlers } from '../messages/router.ts';
import type { Household } from './household.ts';

type Names =
  | 'provider.test'
  | 'provider.save'
  | 'provider.switch'
  | 'provider.arrange'
  | 'provider.remove'
  | 'built-in.look';

/** What the background does for each message about providers. */
export function createProviderHandlers(
  { vault, chance, meta, models }: Pick<Household, 'vault' | 'chance' | 'meta' | 'models'>,
  changed: () => Promise<void>,
): Pick<Handlers, Names> {
  const ports: ProviderPorts = {
    vault,
    chance,
    settings: meta.ownSettings,
    changeSettings: meta.changeSettings,
    changed,
    portWith: models.portWith,
    giveUpReach,
  };
  const secretOf = (key: string | undefined): Secret | undefined =>
    key === undefined || key.trim() === '' ? undefined : new Secret(key.trim());
  return {
    'provider.test': ({ form, key }, _sender, signal) => testProvider(ports, form, secretOf(key), signal),
    'provider.save': ({ form, key, mode, passphrase }, _sender, signal) => {
      const secret = secretOf(key);
      const kept = { mode, ...(secret && { secret }), ...(passphrase === undefined ? {} : { passphrase }) };
      return saveProvider(ports, form, kept, signal);
    },
    'provider.switch': ({ id, on }) => switchProvider(ports, id, on),
    'provider.arrange': (ids) => arrangeProviders(ports, ids),
    'provider.remove': (id) => removeProvider(ports, id),
    'built-in.look': async () => ({
      state: await models.builtIn.state(),
      contextTokens: models.builtIn.contextTokens(),
    }),
  };
}
