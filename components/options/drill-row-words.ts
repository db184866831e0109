import type { DrillAct, DrillGot, DrillRow } from '../../lib/messages/drill-desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import { modelName } from '../kit/model-name.ts';

export const ACT_NAMES: Readonly<Record<DrillAct, string>> = {
  summarize: 'Summarize',
  brief: 'Brief',
  tasks: 'Tasks',
  wiki: 'Wiki',
  document: 'Document',
  write: 'Write',
  ask: 'Ask this page',
  'ask-pages': 'Ask across pages',
  search: 'Search',
  titles: 'Search titles in Notion',
  reader: 'Open in the Reader',
  refresh: 'Read the page again',
  chat: 'Chat message',
  continue: 'Continue a cut answer',
  retry: 'Retry on another model',
  'keep-question': 'Keep a question',
  'earlier-answers': 'Earlier results',
  'earlier-chats': 'Earlier chats',
};

const GOT: Readonly<Record<Exclude<DrillGot, 'answer' | 'other-model' | 'not-tried' | 'from-device'>, string>> = {
  part: 'The part that arrived, kept',
  'last-good': 'The last good answer, with its age',
  'model-free': 'What the pages say, without a model',
  'from-notion': 'Fresh from Notion',
  waits: 'Kept: it runs when service returns',
  nothing: 'Nothing',
};

const FROM_DEVICE: Partial<Readonly<Record<DrillAct, string>>> = {
  search: 'Results from this device',
  reader: 'The copy on this device',
  refresh: 'The copy that was here, with its age',
  'earlier-answers': 'All of them: they are on this device',
  'earlier-chats': 'All of them: they are on this device',
};

const NOT_TRIED: Partial<Readonly<Record<DrillAct, string>>> = {
  'earlier-answers': 'Not tried: there are none yet',
  'earlier-chats': 'Not tried: there are none yet',
};

/** What the person got, in a few words. */
export function gotWords({ act, got, model, waits }: DrillRow, models: readonly ModelFacts[]): string {
  const name = model === undefined ? 'another model' : modelName(model, models);
  const kept = waits === true && got !== 'waits' ? '; the question waits' : '';
  switch (got) {
    case 'answer':
      return `An answer by ${name}`;
    case 'other-model':
      return `An answer by ${name} instead`;
    case 'not-tried':
      return NOT_TRIED[act] ?? 'Not tried: no page is on this device';
    case 'from-device':
      return FROM_DEVICE[act] ?? 'What is on this device';
    case 'part':
    case 'last-good':
    case 'model-free':
    case 'from-notion':
    case 'waits':
    case 'nothing':
      return `${GOT[got]}${kept}`;
  }
}

/**
 * Why it was nothing better; nothing where all went well.
 * @param asked the shown name of the model that is asked first
 */
export const causeWords = ({ cause, got }: DrillRow, asked: string): string | undefined =>
  cause === undefined || got === 'answer' ? undefined : describeFailure({ code: cause }, asked).cause;

/** How long it took to the first thing of use. */
export function tookWords({ ms, got }: DrillRow): string {
  if (got === 'not-tried') return '';
  return ms < 100 ? 'at once' : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}
