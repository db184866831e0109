import { openApproval } from '../adapters/browser/approval-window.ts';
import { guardStorage } from '../adapters/dexie/guard-storage.ts';
import { hasSidePanel } from '../adapters/browser/side-panel.ts';
import { Failure } from '../base/failure.ts';
import type { AnswerId, OutboxId } from '../base/ids.ts';
import { proposeAnswer } from '../flows/propose-answer.ts';
import { proposeLink } from '../flows/propose-link.ts';
import { proposeTasks } from '../flows/propose-tasks.ts';
import { proposeWriting } from '../flows/propose-writing.ts';
import type { PublishPlace } from '../messages/outbox-desk.ts';
import type { OUTBOX_SHAPES } from '../messages/outbox-messages.ts';
import type { Handlers } from '../messages/router.ts';
import type { Household } from './household.ts';

type Parts = Pick<Household, 'answers' | 'jobs' | 'pages' | 'notion' | 'outbox' | 'words' | 'clock' | 'meta'>;

/** What is asked of the outbox. Proposing shows the proposal; everything after it is for our own pages. */
export function createOutboxHandlers(house: Parts): Pick<Handlers, keyof typeof OUTBOX_SHAPES> {
  const { outbox, words, clock } = house;
  const ports = {
    answers: house.answers,
    pages: house.pages,
    connected: async () => (await house.notion.connections()).map(({ id }) => id),
    unfinished: outbox.store.unfinished,
    propose: outbox.propose,
    connections: house.notion.connections,
    jobs: house.jobs,
    publishedAt: async (id: AnswerId) =>
      (await guardStorage(() => words.outbox.toArray())).find(
        ({ origin, operation, url }) => origin.answerId === id && operation.kind !== 'comment' && url !== undefined,
      )?.url,
  };
  const propose = async (id: AnswerId, place: PublishPlace | undefined, signal: AbortSignal): Promise<OutboxId> => {
    switch (place?.as) {
      case 'replace':
      case 'insert':
        return proposeWriting(ports, id, place.as, signal);
      case 'link':
        return proposeLink(ports, id, signal);
      case 'rows': {
        const { ids, database } = await proposeTasks(ports, id, place.page, signal);
        await house.meta.changeSettings({ tasksDatabase: database });
        const [first] = ids;
        if (first === undefined) throw new Failure('no-page');
        return first;
      }
      case 'append':
      case 'under':
      case undefined:
        return proposeAnswer(ports, id, place);
    }
  };
  return {
    async 'publish.propose'({ answer, place }, { caller }, signal) {
      const id = await propose(answer, place, signal);
      await guardStorage(async () => {
        await words.meta.put({ key: 'published', value: { id, at: clock.now() } });
      });
      // Where there is a side panel, the press itself has opened it.
      if (caller === 'content' && !hasSidePanel()) await openApproval(id);
      return id;
    },
    'outbox.approve': ({ id, shown }) => outbox.approve(id, shown),
    'outbox.decline': outbox.decline,
    'outbox.undo': outbox.undo,
    'outbox.again': outbox.again,
    'outbox.settle': ({ id, choice }) => outbox.settle(id, choice),
    'approval.allow': outbox.allow,
    'approval.revoke': outbox.revoke,
  };
}
