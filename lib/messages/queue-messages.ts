import { asJobId } from '../base/ids.ts';
import { parsed, record, text, wholeNumber } from '../base/shape.ts';

const jobId = parsed(64, asJobId);
/** As long as a question may be when it is first asked. */
const QUESTION = 200_000;

/** What our own pages ask of the queue. A script in Notion's page may ask for none of it. */
export const QUEUE_SHAPES = {
  'queue.run': jobId,
  'queue.edit': record({ id: jobId, question: text(QUESTION) }, {}),
  'queue.export': jobId,
  /** What had ended by then has been read. */
  'digest.dismiss': record({ until: wholeNumber }, {}),
} as const;
