import { findPassage } from '../actions/find-passage.ts';
import { Failure } from '../base/failure.ts';
import type { AnswerId, OutboxId, PageId } from '../base/ids.ts';
import type { JobStore } from '../jobs/stores.ts';
import { documentOfAnswer } from '../markup/document-of-answer.ts';
import { modelName } from '../models/model-name.ts';
import type { Operation } from '../outbox/operation.ts';
import { addressesInText, addressesRead } from './addresses-read.ts';
import type { ProposeMore } from './propose-tasks.ts';

/**
 * Proposes what was written about selected words: in their place, or after them. Where the words cannot be told apart in
 * the page, what goes after them is proposed for its end, and nothing is proposed to take their place.
 * @throws Failure `no-page` where nothing was written, `write-invalid` where the words do not stand there exactly once,
 *   `no-notion-token`, and what reading and `propose` throw
 */
export async function proposeWriting(
  ports: ProposeMore & { readonly jobs: Pick<JobStore, 'get'> },
  id: AnswerId,
  as: 'replace' | 'insert',
  signal: AbortSignal,
): Promise<OutboxId> {
  const answer = await ports.answers.get(id);
  const particulars = answer === undefined ? undefined : (await ports.jobs.get(answer.jobId))?.input.particulars;
  if (answer?.pageId === undefined || answer.state !== 'done' || particulars?.of !== 'write')
    throw new Failure('no-page');
  const { pageId: page, pageTitle: title, pageUrl: url } = answer;
  const read = await ports.pages.get(page);
  const connections = await ports.connections();
  const connection = connections.find((one) => one.id === read?.connection) ?? connections[0];
  if (connection === undefined) throw new Failure('no-notion-token');
  const { markdown } = await connection.reader.markdown(page, signal);
  const operation = operationOf(page, answer.text.trim(), findPassage(markdown, particulars.selection), as);
  const { answeredBy } = answer.provenance;
  const [proposed] = await ports.propose([
    {
      personOnly: true,
      connection: connection.id,
      target: page,
      targetTitle: title,
      targetUrl: url,
      operation,
      origin: {
        label: 'Text',
        answerId: answer.id,
        jobId: answer.jobId,
        sources: [{ title, url }],
        addresses: [
          url,
          ...(read === undefined ? [] : addressesRead(read)),
          ...addressesInText(`${markdown}\n${particulars.selection}\n${particulars.wish ?? ''}`),
        ],
        ...(answeredBy !== undefined && { model: modelName(answeredBy) }),
      },
    },
  ]);
  if (proposed === undefined) throw new Error('The outbox took a proposal and named no entry');
  return proposed;
}

/** @param before the selected words as they stand in the page, where they stand there exactly once */
function operationOf(page: PageId, text: string, before: string | undefined, as: 'replace' | 'insert'): Operation {
  if (before !== undefined)
    return { kind: 'replace-text', page, edits: [{ before, after: as === 'replace' ? text : `${before}\n${text}` }] };
  if (as === 'replace') throw new Failure({ code: 'write-invalid', detail: NOT_ONCE });
  return { kind: 'append', page, content: documentOfAnswer(text, []) };
}

const NOT_ONCE =
  'The selected words do not stand in the page exactly once, so it is not certain where the new ones go. Copy them, or insert them below.';
