import type { Json } from '../base/json.ts';

/** A tool as a model is told of it. No tool takes an address that is then fetched. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its input, an object. */
  readonly input: Json;
}

/** What a model wants done. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** As the model wrote it, parsed but not checked; `undefined` where it was no JSON object. */
  readonly input: Json | undefined;
}

/** What came of a call, as the model is told. Text of pages in it is fenced as data. */
export interface ToolResult {
  readonly id: string;
  readonly text: string;
  readonly isError?: true;
}
