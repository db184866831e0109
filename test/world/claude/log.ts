import type { JsonObject } from '../exchange.ts';

/** One request to the Claude API, and what became of it. */
export interface ClaudeRequest {
  /** World time, milliseconds since 1970. */
  readonly time: number;
  readonly path: string;
  readonly model: string | undefined;
  readonly system: unknown;
  readonly messages: readonly unknown[];
  /** The whole body. */
  readonly body: JsonObject;
  /** Without the key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly keyValid: boolean;
  readonly stream: boolean;
  readonly status: number;
  /** As charged; `undefined` where nothing was charged. A fault may have kept it from the client. */
  readonly usage: JsonObject | undefined;
  /** The text that was composed. */
  readonly answer: string | undefined;
  readonly requestId: string;
}

export class ClaudeLog {
  #requests: ClaudeRequest[] = [];

  add(request: ClaudeRequest): void {
    this.#requests.push(request);
  }

  all(): readonly ClaudeRequest[] {
    return this.#requests;
  }

  /** Those for an answer: no token counts, no model lists. */
  messages(): readonly ClaudeRequest[] {
    return this.#requests.filter((request) => request.path === '/v1/messages');
  }

  last(): ClaudeRequest | undefined {
    return this.messages().at(-1);
  }

  clear(): void {
    this.#requests = [];
  }
}
