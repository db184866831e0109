import type { Answer } from '../jobs/answer.ts';
import { linkAddress } from './link-address.ts';

const MARKER = /\[\^(\d+)\]/g;

/** An answer's Markdown with its citations as links, so that it stands without the answer's row. */
export function linkedText({ text, citations }: Pick<Answer, 'text' | 'citations'>): string {
  const urls = new Map(citations.map(({ n, url }) => [String(n), url]));
  return text.replaceAll(MARKER, (_marker: string, n: string) => {
    const url = urls.get(n);
    return url === undefined ? '' : ` [${n}](${linkAddress(url)})`;
  });
}
