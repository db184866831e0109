import type { ModelInfo } from '@anthropic-ai/sdk/resources/models';
import type { ModelFacts } from '../../models/answer-event.ts';
import { factsFor } from '../../models/capabilities.ts';
import type { Json } from '../../base/json.ts';
import { asObject, numberIn, objectIn, textIn } from '../../base/json.ts';

const LINES = ['haiku', 'sonnet', 'opus', 'fable', 'mythos'] as const;
const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const;
const THINKING = ['adaptive', 'between_tools', 'disabled', 'enabled'] as const;

/** One page of the models endpoint, and where the next begins; `undefined` when it is none. */
export function readModelsPage(page: Json): { models: readonly ModelFacts[]; next?: string } | undefined {
  const data = page['data'];
  if (!Array.isArray(data)) return undefined;
  const models = data.map(asObject).flatMap((info) => (info === undefined ? [] : readModel(info)));
  const last = textIn(page, 'last_id');
  return page['has_more'] === true && last !== undefined ? { models, next: last } : { models };
}

/** Names of the fields, held to the service's own description. */
const FIELD = {
  id: 'id',
  name: 'display_name',
  line: 'line',
  lifecycle: 'lifecycle',
  retires: 'retires_at',
  input: 'max_input_tokens',
  output: 'max_tokens',
  capabilities: 'capabilities',
} as const satisfies Record<string, keyof ModelInfo>;

/** What the endpoint leaves out is taken from what is known of the model. */
function readModel(info: Json): ModelFacts[] {
  const id = textIn(info, FIELD.id);
  if (id === undefined) return [];
  const known = factsFor(id);
  const line = LINES.find((name) => name === info[FIELD.line]) ?? known.line;
  const lifecycle = (['active', 'deprecated', 'retired'] as const).find((stage) => stage === info[FIELD.lifecycle]);
  const retiresAt = textIn(info, FIELD.retires);
  const can = objectIn(info, FIELD.capabilities);
  const thinking = objectIn(objectIn(can ?? {}, 'thinking') ?? {}, 'types');
  const effort = objectIn(can ?? {}, 'effort');
  return [
    {
      id,
      name: textIn(info, FIELD.name) ?? known.name,
      ...(line === undefined ? {} : { line }),
      lifecycle: lifecycle ?? known.lifecycle,
      ...(retiresAt === undefined ? {} : { retiresAt }),
      contextTokens: numberIn(info, FIELD.input) ?? known.contextTokens,
      outputTokens: numberIn(info, FIELD.output) ?? known.outputTokens,
      citations: can === undefined ? known.citations : supported(can, 'citations'),
      ...schemasIn(can),
      efforts: effort === undefined ? known.efforts : EFFORTS.filter((level) => supported(effort, level)),
      thinking: thinking === undefined ? known.thinking : THINKING.filter((kind) => supported(thinking, kind)),
    },
  ];
}

function supported(capabilities: Json, name: string): boolean {
  return objectIn(capabilities, name)?.['supported'] === true;
}

/** What the endpoint says nothing of is not refused. */
const schemasIn = (capabilities: Json = {}): { readonly schemas?: false } =>
  objectIn(capabilities, 'structured_outputs')?.['supported'] === false ? { schemas: false } : {};
