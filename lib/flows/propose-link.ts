import { Failure } from '../base/failure.ts';
import type { AnswerId, OutboxId } from '../base/ids.ts';
import type { Operation } from '../outbox/operation.ts';
import type { ProposeMore } from './propose-tasks.ts';

const LINK_WORD = /\bbriefs?\b|\bbriefing\b|\bsummary\b|\bdocs?\b|\bdocument\b|\blink\b|概要|資料|ملخص|رابط/iu;

/**
 * Proposes to link a published answer from the page that it is about: in an empty property for addresses where the page
 * has one that is meant for it, else as a comment.
 * @param publishedAt the address at which the answer stands in Notion
 * @throws Failure `no-page` where it was not published, `no-notion-token`, and what reading and `propose` throw
 */
export async function proposeLink(
  ports: ProposeMore & { publishedAt(id: AnswerId): Promise<string | undefined> },
  id: AnswerId,
  signal: AbortSignal,
): Promise<OutboxId> {
  const answer = await ports.answers.get(id);
  const url = await ports.publishedAt(id);
  if (answer?.pageId === undefined || url === undefined) throw new Failure('no-page');
  const { pageId: page } = answer;
  const read = await ports.pages.get(page);
  const connections = await ports.connections();
  const connection = connections.find((one) => one.id === read?.connection) ?? connections[0];
  if (connection === undefined) throw new Failure('no-notion-token');
  const { properties } = await connection.reader.page(page, signal);
  const free = properties.find(({ type, name, text }) => type === 'url' && text === '' && LINK_WORD.test(name));
  const operation: Operation =
    free === undefined
      ? { kind: 'comment', page, text: `Brief: ${url}` }
      : { kind: 'set-properties', page, values: { [free.name]: { type: 'url', text: url } } };
  const [proposed] = await ports.propose([
    {
      personOnly: true,
      connection: connection.id,
      target: page,
      targetTitle: answer.pageTitle,
      targetUrl: answer.pageUrl,
      operation,
      origin: {
        label: 'Brief',
        answerId: answer.id,
        jobId: answer.jobId,
        sources: [{ title: answer.pageTitle, url: answer.pageUrl }],
        addresses: [answer.pageUrl, url],
      },
    },
  ]);
  if (proposed === undefined) throw new Error('The outbox took a proposal and named no entry');
  return proposed;
}
