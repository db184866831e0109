import { modelName, undated } from './model-name.ts';
import type { ModelFacts } from './answer-event.ts';

const MILLION = { contextTokens: 1_000_000, outputTokens: 128_000 } as const;
const EFFORTS = ['low', 'medium', 'high'] as const;

/** From the provider's documentation of 21 November 2026. Stands in until the models endpoint has answered; only what is documented, so that nothing is asked that a model may refuse. */
export const KNOWN_MODELS: readonly ModelFacts[] = [
  known('claude-sonnet-5-5', 'sonnet', { thinking: ['adaptive', 'between_tools'] }),
  known('claude-haiku-5-5', 'haiku', { thinking: ['adaptive', 'disabled'] }),
  known('claude-opus-5-5', 'opus', { thinking: ['adaptive'] }),
  known('claude-fable-5-2', 'fable', { thinking: ['adaptive'] }),
  known('claude-fable-5-1', 'fable', { thinking: ['adaptive'] }),
  known('claude-sonnet-5', 'sonnet', {}),
  known('claude-opus-5', 'opus', {}),
  known('claude-haiku-4-5', 'haiku', { contextTokens: 200_000, outputTokens: 64_000, efforts: [] }),
];

function known(id: string, line: NonNullable<ModelFacts['line']>, differs: Partial<ModelFacts>): ModelFacts {
  return {
    id,
    name: modelName(id),
    line,
    lifecycle: 'active',
    ...MILLION,
    citations: true,
    efforts: EFFORTS,
    thinking: [],
    ...differs,
  };
}

/**
 * What is known of a model: from `listed` (the models endpoint), else from the dated table, else the least that every
 * Claude model can do. A dated id (`claude-haiku-4-5-20251001`) counts as its undated name.
 */
export function factsFor(id: string, listed: readonly ModelFacts[] = []): ModelFacts {
  const exact = listed.find((facts) => facts.id === id);
  if (exact !== undefined) return exact;
  const plain = undated(id);
  const near = [...listed, ...KNOWN_MODELS].find((facts) => undated(facts.id) === plain);
  if (near !== undefined) return { ...near, id };
  return {
    id,
    name: modelName(id),
    lifecycle: 'active',
    contextTokens: 200_000,
    outputTokens: 32_000,
    citations: true,
    efforts: [],
    thinking: [],
  };
}
