import type { MessageId } from '../base/ids.ts';
import type { Message } from './conversation.ts';

/** Questions at the end of a branch that stay word for word, with their answers. */
const KEPT_QUESTIONS = 2;

/** The last turn that a summary made now would stand for; `undefined` where nothing but the latest turns is there. */
export function summaryEnd(branch: readonly Message[]): MessageId | undefined {
  const said = branch.filter(({ summary }) => summary === undefined);
  const questions = said.flatMap(({ role }, at) => (role === 'user' ? [at] : []));
  const firstKept = questions.at(-KEPT_QUESTIONS);
  if (firstKept === undefined || questions.length <= KEPT_QUESTIONS) return undefined;
  return said[firstKept - 1]?.id;
}
