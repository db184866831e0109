import type { ProviderId, ProviderSettings } from '../settings/provider.ts';

const THIS_COMPUTER = /^https?:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:\/|$)/i;

/** Whether a provider's server runs on this computer, so that it is reached without a network. */
export const isOnThisComputer = (provider: ProviderId, providers: readonly ProviderSettings[]): boolean =>
  provider === 'built-in' || providers.some(({ id, baseUrl }) => id === provider && THIS_COMPUTER.test(baseUrl));
