import type { PageId } from '../../../lib/base/ids.ts';
import type { JobInput } from '../../../lib/jobs/job.ts';
import { DATA_CLASSES } from '../../../lib/policy/data-class.ts';
import { DEFAULT_BUDGET } from '../../../lib/settings/budget.ts';
import type { ProviderSettings } from '../../../lib/settings/provider.ts';
import type { Settings } from '../../../lib/settings/settings.ts';
import { NAMED_FAULTS } from '../../world/named-faults.ts';
import type { FaultRules } from '../../world/faults.ts';
import { createRandom } from '../../world/random.ts';

export const OTHER: ProviderSettings = {
  id: 'openai:other',
  name: 'Other house',
  baseUrl: 'https://api.openai.example/v1',
  header: 'bearer',
  models: ['small-local-model', 'large-local-model'],
  contextTokens: 32_000,
  classes: ['public', 'internal'],
};
const CLAUDE = ['claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-opus-5-5'] as const;

type Rule = Parameters<FaultRules['add']>[0];

export type Deed =
  | { readonly type: 'ask'; readonly page: number; readonly input: Pick<JobInput, 'action' | 'question' | 'model'> }
  | { readonly type: 'again'; readonly pick: number; readonly model: string }
  | { readonly type: 'fault'; readonly rule: Rule; readonly forMs: number }
  /** The person or the organization says anew who may see what. */
  | { readonly type: 'change'; readonly settings: Partial<Settings> };

export interface PolicyPlan {
  readonly first: Partial<Settings>;
  readonly deeds: readonly { readonly afterMs: number; readonly deed: Deed }[];
}

const USUAL = ['overloaded-http-529', 'api-error-500', 'overloaded-mid-stream', 'clean-cut', 'rate-limited'] as const;

/** An afternoon by its seed: every provider fails in turn, and what may go where changes under way. */
export function planPolicy(seed: number, pages: readonly PageId[]): PolicyPlan {
  const random = createRandom(seed * 6151 + 5);
  const below = (most: number): number => Math.floor(random() * most);
  const models = [...CLAUDE, ...OTHER.models];
  const modelOf = (): string => models[below(models.length)] ?? CLAUDE[0];
  const some = () => DATA_CLASSES.filter(() => random() < 0.6);

  const settings = (): Partial<Settings> => {
    const classes = pages.flatMap((id) => {
      const dataClass = DATA_CLASSES[below(4)];
      return dataClass === undefined ? [] : [{ of: 'page' as const, id, title: 'A page', dataClass }];
    });
    const managed = random();
    return {
      classes,
      claudeSees: some(),
      providers: [{ ...OTHER, classes: some() }],
      modelsSee:
        random() < 0.5 ? {} : { [`claude/${CLAUDE[below(3)]}`]: some(), [`${OTHER.id}/${OTHER.models[0]}`]: some() },
      ...(random() < 0.15 ? { budget: { ...DEFAULT_BUDGET, dayUsd: 0 } } : {}),
      ...(managed < 0.2
        ? { managed: { state: 'set', policy: { providers: [random() < 0.5 ? 'claude' : 'openai'] } } as const }
        : managed < 0.35
          ? { managed: { state: 'set', policy: { models: [modelOf(), modelOf()] } } as const }
          : managed < 0.4
            ? { managed: { state: 'invalid', faults: [{ field: 'models', words: 'It is wrong.' }] } as const }
            : {}),
    };
  };
  const fault = (): Deed => {
    const name = USUAL[below(USUAL.length)] ?? USUAL[0];
    const rule = NAMED_FAULTS[name]?.rule;
    if (rule === undefined) throw new Error(`No such fault: ${name}`);
    const down = { action: 'status', status: 503, body: { error: { message: 'Down' } } } as const;
    const other: Rule = { host: 'api.openai.example', ...down };
    const all: Rule = { host: 'api.anthropic.com', ...down };
    return { type: 'fault', rule: [rule, other, all][below(3)] ?? rule, forMs: 1_000 + below(240_000) };
  };
  const ask = (): Deed => ({
    type: 'ask',
    page: below(pages.length),
    input:
      random() < 0.5
        ? { action: 'summarize', ...(random() < 0.4 ? { model: modelOf() } : {}) }
        : { action: 'ask', question: 'Who owns it?', ...(random() < 0.4 ? { model: modelOf() } : {}) },
  });
  const deed = (): Deed => {
    const at = random();
    if (at < 0.3) return ask();
    if (at < 0.55) return fault();
    if (at < 0.8) return { type: 'again', pick: random(), model: modelOf() };
    return { type: 'change', settings: settings() };
  };
  const first = settings();
  return {
    first,
    deeds: [ask(), fault(), ask(), ...Array.from({ length: 6 + below(10) }, deed)].map((one) => ({
      afterMs: random() < 0.5 ? below(1_500) : below(60_000),
      deed: one,
    })),
  };
}
