import { isObject, type JsonObject } from '../exchange.ts';

/** A content block of a request, in the form in which it was sent. */
export type Block = JsonObject;

export interface Turn {
  readonly role: string;
  readonly content: readonly Block[];
}

export function turnsOf(body: JsonObject): Turn[] {
  const messages = Array.isArray(body['messages']) ? body['messages'].filter(isObject) : [];
  return messages.map((message) => ({ role: String(message['role']), content: blocksOf(message['content']) }));
}

/** Text stands for one text block. */
export function blocksOf(content: unknown): readonly Block[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return Array.isArray(content) ? content.filter(isObject) : [];
}

export function textOf(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => (block['type'] === 'text' && typeof block['text'] === 'string' ? [block['text']] : []))
    .join('\n\n');
}

/** Blocks with those inside tool results, in reading order. */
export function flatten(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => (block['type'] === 'tool_result' ? flatten(blocksOf(block['content'])) : [block]));
}

export function citationsEnabled(block: Block): boolean {
  const citations = block['citations'];
  return isObject(citations) && citations['enabled'] === true;
}
