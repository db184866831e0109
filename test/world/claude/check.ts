import { isObject, type JsonObject } from '../exchange.ts';
import { findModel, type SimulatedModel } from './models.ts';
import { blocksOf, citationsEnabled, flatten, turnsOf, type Block, type Turn } from './prompt.ts';
import { badRequest, ClaudeRefusal } from './refusal.ts';
import { countTokens } from './tokens.ts';

const FIELDS = new Set([
  'model',
  'messages',
  'max_tokens',
  'system',
  'stream',
  'metadata',
  'stop_sequences',
  'thinking',
  'tool_choice',
  'tools',
  'cache_control',
  'container',
  'context_management',
  'diagnostics',
  'inference_geo',
  'output_config',
  'service_tier',
  'speed',
  'fallbacks',
  'mcp_servers',
  'betas',
  'thread',
]);

/** Refuses what the API of 2026-10-21 refuses, with its words; returns the model that will answer. */
export function checkRequest(body: JsonObject, purpose: 'message' | 'count'): SimulatedModel {
  if (typeof body['model'] !== 'string') throw badRequest('model: Field required');
  const model = findModel(body['model']);
  if (!model) throw new ClaudeRefusal(404, 'not_found_error', `model: ${body['model']}`);
  for (const field of Object.keys(body)) {
    if (!FIELDS.has(field)) throw badRequest(`${field}: Extra inputs are not permitted`);
  }
  if (purpose === 'message') checkMaxTokens(body, model);
  checkMessages(body, model);
  checkCitations(body);
  checkThinking(body, model);
  checkToolChoice(body, model);
  checkCacheControl(body);
  const tokens = countTokens(body);
  if (tokens > model.contextTokens)
    throw badRequest(`prompt is too long: ${tokens} tokens > ${model.contextTokens} maximum`);
  return model;
}

function checkMaxTokens(body: JsonObject, model: SimulatedModel): void {
  const most = body['max_tokens'];
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 0) throw badRequest('max_tokens: Field required');
  if (most > model.mostOutput) {
    throw badRequest(
      `max_tokens: ${most} > ${model.mostOutput}, which is the maximum allowed number of output tokens for ${model.id}`,
    );
  }
}

function checkMessages(body: JsonObject, model: SimulatedModel): void {
  if (!Array.isArray(body['messages'])) throw badRequest('messages: Field required');
  const turns = turnsOf(body);
  if (turns.length === 0) throw badRequest('messages: at least one message is required');
  checkCalls(turns);
  for (const [index, turn] of turns.entries()) {
    const last = index === turns.length - 1;
    if (!['user', 'assistant', 'system'].includes(turn.role)) {
      throw badRequest(`messages.${index}.role: Input should be 'user', 'assistant' or 'system'`);
    }
    if (turn.content.length === 0 && !(last && turn.role === 'assistant')) {
      throw badRequest(
        `messages.${index}: all messages must have non-empty content except for the optional final assistant message`,
      );
    }
    for (const [at, block] of turn.content.entries()) checkBlock(turn.role, block, `messages.${index}.content.${at}`);
    if (last && turn.role === 'assistant' && !model.prefill) {
      throw badRequest(
        'This model does not support assistant message prefill. The conversation must end with a user message.',
      );
    }
  }
}

/** Each call is answered in the very next message, and nothing is answered that was not called. */
function checkCalls(turns: readonly Turn[]): void {
  for (const [index, turn] of turns.entries()) {
    const called = idsIn(turn, 'tool_use', 'id');
    const answered = new Set(idsIn(turns[index + 1], 'tool_result', 'tool_use_id'));
    const missing = called.find((id) => !answered.has(id));
    if (missing !== undefined) {
      throw badRequest(
        `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
      );
    }
    const before = new Set(idsIn(turns[index - 1], 'tool_use', 'id'));
    const stray = idsIn(turn, 'tool_result', 'tool_use_id').find((id) => !before.has(id));
    if (stray !== undefined) {
      throw badRequest(
        `messages.${index}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      );
    }
  }
}

const idsIn = (turn: Turn | undefined, type: string, field: string): readonly string[] =>
  (turn?.content ?? []).flatMap((block) => (block['type'] === type ? [String(block[field])] : []));

function checkBlock(role: string, block: Block, where: string): void {
  if (block['type'] === 'text') {
    if (typeof block['text'] !== 'string') throw badRequest(`${where}.text.text: Field required`);
    if (block['text'].trim() === '') throw badRequest('messages: text content blocks must contain non-whitespace text');
    if (role === 'user' && block['citations'] !== undefined)
      throw badRequest(`${where}.text.citations: Extra inputs are not permitted`);
  }
  if (role === 'assistant' && block['type'] === 'document') {
    throw badRequest(`${where}: \`document\` blocks are not permitted in assistant messages`);
  }
}

function checkCitations(body: JsonObject): void {
  const sources = turnsOf(body)
    .flatMap((turn) => flatten(turn.content))
    .filter((block) => block['type'] === 'document' || block['type'] === 'search_result');
  const enabled = sources.filter(citationsEnabled);
  for (const kind of ['document', 'search_result']) {
    const all = sources.filter((block) => block['type'] === kind);
    const some = all.filter(citationsEnabled);
    if (some.length > 0 && some.length < all.length) {
      throw badRequest(`messages: citations must be enabled on all ${kind} blocks or on none`);
    }
  }
  const output = body['output_config'];
  if (enabled.length > 0 && isObject(output) && output['format'] !== undefined && output['format'] !== null) {
    throw badRequest('output_config.format: Structured outputs are not supported with citations');
  }
}

function checkThinking(body: JsonObject, model: SimulatedModel): void {
  const output = body['output_config'];
  const effort = isObject(output) ? output['effort'] : undefined;
  if (effort !== undefined && effort !== null) {
    if (model.efforts.length === 0) throw badRequest('This model does not support the effort parameter.');
    if (typeof effort !== 'string' || !model.efforts.includes(effort)) {
      const levels = model.efforts.toSorted().join(', ');
      throw badRequest(
        `This model does not support effort level '${typeof effort === 'string' ? effort : typeof effort}'. Supported levels: ${levels}.`,
      );
    }
  }
  const thinking = body['thinking'];
  if (!isObject(thinking)) return;
  const type = String(thinking['type']);
  if (!model.thinking.some((kind) => kind === type)) {
    throw badRequest(
      `thinking.type: \`${type}\` is not supported on this model. Supported types: ${model.thinking.join(', ')}.`,
    );
  }
  const budget = thinking['budget_tokens'];
  if (type === 'enabled' && (typeof budget !== 'number' || budget < 1024)) {
    throw badRequest('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024');
  }
}

function checkToolChoice(body: JsonObject, model: SimulatedModel): void {
  const choice = body['tool_choice'];
  const forced = isObject(choice) && (choice['type'] === 'tool' || choice['type'] === 'any');
  if (forced && !model.forcedTools) {
    throw badRequest(
      `tool_choice: \`${String(choice['type'])}\` is not supported on this model. Use \`auto\` or \`none\`.`,
    );
  }
}

function checkCacheControl(body: JsonObject): void {
  const tools = Array.isArray(body['tools']) ? body['tools'].filter(isObject) : [];
  const blocks = [...tools, ...blocksOf(body['system']), ...turnsOf(body).flatMap((turn) => turn.content)];
  const found = blocks.filter((block) => isObject(block['cache_control'])).length;
  if (found > 4) throw badRequest(`A maximum of 4 blocks with cache_control may be provided. Found ${found}.`);
}
