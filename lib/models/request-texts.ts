import type { Json } from '../base/json.ts';
import type { ModelRequest, Source, Turn } from './answer-event.ts';

/** What is done to every text of a request. */
type Change = (text: string, from?: Source) => string;

/**
 * The request with every text in it changed: instructions, turns, sources, calls and what came of them, what may be
 * called, and the schema. Numbers, roles and ids stay, and so do the places that citations count.
 */
export function changeTexts(request: ModelRequest, change: Change): ModelRequest {
  const { system, turns, tools, schema } = request;
  return {
    ...request,
    system: change(system),
    turns: turns.map((turn) => changeTurn(turn, change)),
    ...(tools === undefined
      ? {}
      : {
          tools: tools.map((tool) => ({
            ...tool,
            description: change(tool.description),
            input: changeJson(tool.input, change),
          })),
        }),
    ...(schema === undefined ? {} : { schema: changeJson(schema, change) }),
  };
}

function changeTurn({ text, sources, calls, results, ...turn }: Turn, change: Change): Turn {
  return {
    ...turn,
    ...(sources === undefined
      ? {}
      : {
          sources: sources.map((source) => ({
            title: change(source.title, source),
            url: change(source.url, source),
            items: source.items.map((item) => change(item, source)),
          })),
        }),
    ...(results === undefined ? {} : { results: results.map((result) => ({ ...result, text: change(result.text) })) }),
    text: change(text),
    ...(calls === undefined
      ? {}
      : {
          calls: calls.map((call) => ({
            ...call,
            input: call.input === undefined ? undefined : changeJson(call.input, change),
          })),
        }),
  };
}

/** Every text in it, names of fields too. */
export function changeJson(value: Json, change: Change): Json;
export function changeJson(value: unknown, change: Change): unknown;
export function changeJson(value: unknown, change: Change): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one: unknown) => changeJson(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [change(name), changeJson(one, change)]));
}
