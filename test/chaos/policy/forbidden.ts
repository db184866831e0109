import type { PageId } from '../../../lib/base/ids.ts';
import type { Settings } from '../../../lib/settings/settings.ts';

/** A request as it left. */
export interface Sent {
  readonly host: string;
  readonly model: string;
  /** Pages whose words are in it. */
  readonly pages: readonly PageId[];
}

const ORDER = ['public', 'internal', 'restricted'];

/** The closest class among them; who may see it may see every freer one. */
const levelOf = (classes: readonly string[]): number => Math.max(-1, ...classes.map((one) => ORDER.indexOf(one)));

/** Why a request should not have left under these settings, reckoned apart from what decides it in the product. */
export function forbidden({ host, model, pages }: Sent, settings: Settings): string | undefined {
  const provider = host === 'api.anthropic.com' ? 'claude' : 'openai:other';
  const classes = pages.map((id) => settings.classes.find((rule) => rule.id === id)?.dataClass ?? 'internal');
  const top = classes.toSorted((one, other) => ORDER.indexOf(other) - ORDER.indexOf(one))[0] ?? 'internal';
  const sees: readonly string[] =
    provider === 'claude' ? settings.claudeSees : (settings.providers.find(({ id }) => id === provider)?.classes ?? []);
  if (levelOf(sees) < ORDER.indexOf(top)) return `a ${top} page`;
  const own = settings.modelsSee[`${provider}/${model}`];
  if (own !== undefined && levelOf(own) < ORDER.indexOf(top)) return `a ${top} page that it may not see`;
  if (settings.budget.dayUsd === 0) return 'a request beyond the budget';
  return byOrganization(provider === 'claude' ? 'claude' : 'openai', model, settings.managed);
}

function byOrganization(kind: 'claude' | 'openai', model: string, managed: Settings['managed']): string | undefined {
  if (managed?.state === 'invalid') return 'a request under a policy that cannot be read';
  if (managed?.state !== 'set') return undefined;
  if (managed.policy.providers?.includes(kind) === false) return 'a request that the organization does not allow';
  return managed.policy.models?.includes(model) === false ? 'a request for a model that is not approved' : undefined;
}
