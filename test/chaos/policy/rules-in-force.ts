import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings.ts';
import type { Settings } from '../../../lib/settings/settings.ts';
import type { WorldOptions } from '../../world/start.ts';
import { TARGETS, markOf } from './browser-workspace.ts';
import { forbidden } from './forbidden.ts';

export type Exchange = Parameters<NonNullable<WorldOptions['arrived']>>[0];

/** A request that left just before a rule was told arrives just after it. */
const ON_ITS_WAY_MS = 500;
export const PROVIDERS: readonly string[] = ['api.anthropic.com', 'api.openai.example'];

/** Rules as they were told one after the other, and what they forbid. */
export interface RulesInForce {
  now(): Settings;
  /** From now on one of both may hold; once it is told, the new ones alone. What holds already is not told again. */
  tell(change: Partial<Settings>, told: () => Promise<unknown>): Promise<void>;
  /** Why a request should not have left, whichever rules held then; `undefined` where some of them allow it. */
  wrongIn(exchange: Exchange): string | undefined;
}

interface Spell {
  readonly settings: Settings;
  readonly from: number;
  until?: number;
}

interface Facts {
  /** Milliseconds since 1970. */
  now(): number;
  /** What the world has charged so far. */
  spentUsd(): number;
}

export function createRules(first: Partial<Settings>, { now, spentUsd }: Facts): RulesInForce {
  const spells: [Spell, ...Spell[]] = [{ settings: { ...DEFAULT_SETTINGS, ...first }, from: 0 }];
  const last = (): Spell => spells.at(-1) ?? spells[0];
  return {
    now: () => last().settings,
    async tell(change, told) {
      const before = last();
      const after = { ...before.settings, ...change };
      if (isDeepStrictEqual(after, before.settings)) return;
      spells.push({ settings: after, from: now() });
      await told();
      before.until = now();
    },
    wrongIn(exchange) {
      const at = now();
      const held = spells.filter(({ from, until = at }) => from <= at && until + ON_ITS_WAY_MS >= at);
      const whys = held.map(({ settings }) => wrongUnder(exchange, settings, spentUsd()));
      return whys.every((why) => why !== undefined) ? whys.at(-1) : undefined;
    },
  };
}

function wrongUnder({ host, method, body }: Exchange, settings: Settings, spentUsd: number): string | undefined {
  // A look at the list of models holds no words and costs nothing: the organization alone can forbid it.
  if (method === 'GET') return forbidden({ host, model: '', pages: [] }, lookedAt(settings));
  const { dayUsd } = settings.budget;
  const isSpent = dayUsd !== undefined && spentUsd >= dayUsd;
  return forbidden(
    {
      host,
      model: /"model"\s*:\s*"([^"]*)"/u.exec(body)?.[1] ?? '',
      pages: TARGETS.filter((_target, at) => body.includes(markOf(at))).map(({ pageId }) => pageId),
    },
    isSpent ? { ...settings, budget: { ...settings.budget, dayUsd: 0 } } : settings,
  );
}

function lookedAt({ managed, providers }: Settings): Settings {
  const all = DEFAULT_SETTINGS.claudeSees;
  const wide = { ...DEFAULT_SETTINGS, providers: providers.map((one) => ({ ...one, classes: all })) };
  if (managed?.state !== 'set') return managed === undefined ? wide : { ...wide, managed };
  const { models: _models, ...policy } = managed.policy;
  return { ...wide, managed: { state: 'set', policy } };
}
