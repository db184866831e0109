import { createOpenAiPort } from '../../lib/adapters/openai/openai-port.ts';
import type { OpenAiDoor } from '../../lib/adapters/openai/openai-port.ts';
import { Secret } from '../../lib/base/secret.ts';
import { plainFacts } from '../../lib/models/plain-facts.ts';
import type { ModelPort } from '../../lib/models/answer-event.ts';
import type { Answerer } from './claude-answers.ts';
import { createHandClock, KEY } from './claude-door.ts';

export const PROVIDER = 'Model house';

export function anOpenAiDoor(differs: Partial<OpenAiDoor> & Pick<OpenAiDoor, 'baseUrl'>): OpenAiDoor {
  return {
    key: async () => new Secret(KEY),
    header: 'bearer',
    provider: PROVIDER,
    facts: (id) => plainFacts(id),
    fetch: (url, init) => fetch(url, init),
    clock: createHandClock(),
    isOnline: () => true,
    ...differs,
  };
}

export const openAiPort = (baseUrl: string, differs: Partial<OpenAiDoor> = {}): ModelPort =>
  createOpenAiPort(anOpenAiDoor({ baseUrl, ...differs }));

/** A piece of an answer, in the form that every server of this protocol shares. */
export function chunk(delta: object, finish: string | null = null, more: object = {}): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'm-1', choices, ...more })}\n\n`;
}

export const BEGIN = chunk({ role: 'assistant', content: '' });
export const SOME = chunk({ content: 'So far ' });
export const STOP = chunk({}, 'stop');
export const USAGE = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } } })}\n\n`;
export const DONE = 'data: [DONE]\n\n';

/** A stream of these pieces, then an end, a broken connection, or nothing more. */
export function pieces(text: readonly string[], then: 'end' | 'break' | 'stall' = 'end'): Answerer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_1' });
    response.write(text.join(''), () => {
      if (then === 'end') response.end();
      if (then === 'break') setImmediate(() => response.socket?.destroy());
    });
  };
}
