import type { ModelInfo } from '@anthropic-ai/sdk/resources/models';

/** What the API accepts from a model, beside what its models endpoint says. */
export interface SimulatedModel {
  readonly id: string;
  readonly name: string;
  readonly line: 'haiku' | 'sonnet' | 'opus' | 'fable';
  readonly released: string;
  readonly contextTokens: number;
  readonly mostOutput: number;
  /** Empty where the effort parameter is refused. */
  readonly efforts: readonly string[];
  readonly thinking: readonly ('adaptive' | 'between_tools' | 'disabled' | 'enabled')[];
  /** Thinks even when it is not asked to. */
  readonly alwaysThinks: boolean;
  readonly forcedTools: boolean;
  readonly prefill: boolean;
  readonly retires?: string;
  /** Tokens below which nothing is cached. */
  readonly smallestCache: number;
}

const ALL_EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'];
const BIG = {
  contextTokens: 1_000_000,
  mostOutput: 128_000,
  efforts: ALL_EFFORTS,
  prefill: false,
  smallestCache: 1024,
};
const OLD = {
  contextTokens: 200_000,
  mostOutput: 64_000,
  efforts: [],
  prefill: true,
  alwaysThinks: false,
  forcedTools: true,
};

/** Newest first, as the models endpoint lists them. */
export const MODELS: readonly SimulatedModel[] = [
  {
    ...BIG,
    id: 'claude-fable-5-2',
    name: 'Claude Fable 5.2',
    line: 'fable',
    released: '2026-11-09',
    thinking: ['adaptive'],
    alwaysThinks: true,
    forcedTools: false,
  },
  {
    ...BIG,
    id: 'claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    line: 'haiku',
    released: '2026-10-07',
    efforts: ['low', 'medium', 'high'],
    thinking: ['adaptive', 'disabled'],
    alwaysThinks: false,
    forcedTools: true,
  },
  {
    ...BIG,
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    line: 'sonnet',
    released: '2026-09-16',
    thinking: ['adaptive', 'between_tools'],
    alwaysThinks: false,
    forcedTools: false,
  },
  {
    ...BIG,
    id: 'claude-fable-5-1',
    name: 'Claude Fable 5.1',
    line: 'fable',
    released: '2026-08-27',
    thinking: ['adaptive'],
    alwaysThinks: true,
    forcedTools: false,
  },
  {
    ...BIG,
    id: 'claude-opus-5-5',
    name: 'Claude Opus 5.5',
    line: 'opus',
    released: '2026-08-05',
    thinking: ['adaptive'],
    alwaysThinks: true,
    forcedTools: false,
  },
  {
    ...BIG,
    id: 'claude-sonnet-5',
    name: 'Claude Sonnet 5',
    line: 'sonnet',
    released: '2026-06-30',
    thinking: ['adaptive', 'disabled'],
    alwaysThinks: false,
    forcedTools: true,
  },
  {
    ...BIG,
    id: 'claude-opus-5',
    name: 'Claude Opus 5',
    line: 'opus',
    released: '2026-06-11',
    thinking: ['adaptive', 'disabled'],
    alwaysThinks: false,
    forcedTools: true,
    smallestCache: 512,
  },
  {
    ...OLD,
    id: 'claude-haiku-4-5',
    name: 'Claude Haiku 4.5',
    line: 'haiku',
    released: '2025-10-01',
    thinking: ['disabled', 'enabled'],
    smallestCache: 4096,
  },
  {
    ...OLD,
    id: 'claude-sonnet-4-5',
    name: 'Claude Sonnet 4.5',
    line: 'sonnet',
    released: '2025-09-29',
    thinking: ['disabled', 'enabled'],
    smallestCache: 1024,
    retires: '2026-11-30',
  },
];

export function findModel(id: string): SimulatedModel | undefined {
  return MODELS.find((model) => model.id === id);
}

/** The model as `GET /v1/models/:id` gives it. */
export function renderModel(model: SimulatedModel): ModelInfo {
  const able = (supported: boolean): { supported: boolean } => ({ supported });
  const effort = (level: string) => able(model.efforts.includes(level));
  const thinks = (kind: SimulatedModel['thinking'][number]) => able(model.thinking.includes(kind));
  return {
    type: 'model' as const,
    id: model.id,
    display_name: model.name,
    created_at: `${model.released}T00:00:00Z`,
    lifecycle: model.retires === undefined ? ('active' as const) : ('deprecated' as const),
    deprecated_at: model.retires === undefined ? null : '2026-05-30T00:00:00Z',
    retires_at: model.retires === undefined ? null : `${model.retires}T00:00:00Z`,
    line: model.line,
    max_input_tokens: model.contextTokens,
    max_tokens: model.mostOutput,
    capabilities: {
      batch: able(true),
      citations: able(true),
      code_execution: able(true),
      context_management: {
        supported: true,
        clear_thinking_20251015: able(true),
        clear_tool_uses_20250919: able(true),
        compact_20260112: able(!model.prefill),
      },
      effort: {
        supported: model.efforts.length > 0,
        low: effort('low'),
        medium: effort('medium'),
        high: effort('high'),
        xhigh: effort('xhigh'),
        max: effort('max'),
      },
      image_input: able(true),
      pdf_input: able(true),
      server_tools: { supported: true, code_execution: able(true), web_search: able(true) },
      structured_outputs: able(true),
      thinking: {
        supported: true,
        types: {
          adaptive: thinks('adaptive'),
          between_tools: thinks('between_tools'),
          disabled: thinks('disabled'),
          enabled: thinks('enabled'),
        },
      },
    },
  };
}
