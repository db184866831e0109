import { parseJson } from '../../base/json.ts';

/** One server-sent event. A comment is an event without data: nothing but a sign of life. */
export interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/**
 * Reads server-sent events as they arrive. What stands after the last empty line counts when it is whole: some servers
 * end so, and a broken connection leaves halves.
 */
export async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void, undefined> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let event = newEvent();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? `${decoder.decode()}\n` : decoder.decode(value, { stream: true });
    // A carriage return at the end may be the first half of a line's end.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith(':')) yield { name: 'comment', data: '' };
      else if (line !== '') event.take(line);
      else if (event.data.length > 0) {
        yield { name: event.name, data: event.data.join('\n') };
        event = newEvent();
      }
    }
    if (!done) continue;
    const last = event.data.join('\n');
    if (last === '[DONE]' || parseJson(last) !== undefined) yield { name: event.name, data: last };
    return;
  }
}

function newEvent() {
  return {
    name: 'message',
    data: [] as string[],
    take(line: string): void {
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') this.data.push(value);
      else if (field === 'event') this.name = value;
    },
  };
}
