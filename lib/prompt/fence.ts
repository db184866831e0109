import { fingerprint } from '../text/fingerprint.ts';
import { cleanText } from '../text/clean-text.ts';

/**
 * Text from outside, between tags that it cannot close: their name holds a mark that is made from the text itself and
 * does not occur in it. The same text gives the same bytes.
 * @param name what it is, as one word, for example `answer-end`
 */
export function fence(name: string, text: string): string {
  const { text: clean } = cleanText(text);
  const tag = `data-${name}-${markFor(clean)}`;
  return `<${tag}>\n${clean}\n</${tag}>`;
}

function markFor(text: string): string {
  const low = text.toLowerCase();
  for (let round = 0; ; round += 1) {
    const mark = fingerprint(text, String(round)).slice(0, 12);
    if (!low.includes(mark)) return mark;
  }
}
