import Anthropic from '@anthropic-ai/sdk';
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages/messages';

/**
 * The peer of the first-token benchmark, bundled and put into a page: the SDK as its README uses it.
 * Sends a request, shows the first text on the page, and reads the answer to its end.
 * @returns milliseconds from the call to the first text in the document
 */
async function firstToken(key: string, body: MessageCreateParamsStreaming): Promise<number> {
  const place = document.createElement('p');
  document.body.append(place);
  const begun = performance.now();
  let shown: number | undefined;
  const client = new Anthropic({ apiKey: key, maxRetries: 0, dangerouslyAllowBrowser: true });
  for await (const event of await client.messages.create(body)) {
    if (event.type !== 'content_block_delta' || event.delta.type !== 'text_delta') continue;
    place.textContent += event.delta.text;
    if (place.textContent.trim() !== '') shown ??= performance.now();
  }
  place.remove();
  if (shown === undefined) throw new Error('The answer had no text.');
  return shown - begun;
}

Reflect.set(globalThis, 'firstToken', firstToken);
