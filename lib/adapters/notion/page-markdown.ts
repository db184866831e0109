import { Failure } from '../../base/failure.ts';
import type { BlockId, PageId } from '../../base/ids.ts';
import type { MarkdownAnswer } from '../../mirror/notion-reader.ts';
import type { Dialect } from '../../text/read-markdown.ts';
import type { Read } from './read-patiently.ts';
import { readMarkdownAnswer } from './read-records.ts';

/** What the clients of one connection learn of the server: which of Notion's Markdown dialects it takes. */
export interface KnownDialect {
  preferred: Dialect;
}

/** As Notion names the dialect in queries and bodies; the older one has no name that every server takes. */
export const dialectField = (dialect: Dialect): { readonly markdown_version?: 'v2' } =>
  dialect === 'v2' ? { markdown_version: 'v2' } : {};

/** A page's Markdown, or a block's, in the newest dialect that the server takes. */
export async function readPageMarkdown(
  read: Read,
  dialect: KnownDialect,
  id: PageId | BlockId,
  signal: AbortSignal,
): Promise<MarkdownAnswer> {
  const readIn = (version: Dialect): Promise<unknown> =>
    read('markdown', signal, (client) =>
      client.request({
        path: `pages/${id}/markdown`,
        method: 'get',
        query: { include_transcript: true, ...dialectField(version) },
      }),
    );
  if (dialect.preferred === 'v2') {
    try {
      return readMarkdownAnswer(await readIn('v2'), 'v2');
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'notion-refused-request') throw error;
    }
  }
  const answer = readMarkdownAnswer(await readIn('v1'), 'v1');
  // The second dialect was refused and the first was not: this server does not know it.
  dialect.preferred = 'v1';
  return answer;
}
