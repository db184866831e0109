import { openApproval } from '../adapters/browser/approval-window.ts';
import { guardStorage } from '../adapters/dexie/guard-storage.ts';
import { hasSidePanel } from '../adapters/browser/side-panel.ts';
import { proposeAnswer } from '../flows/propose-answer.ts';
import type { OUTBOX_SHAPES } from '../messages/outbox-messages.ts';
import type { Handlers } from '../messages/router.ts';
import type { Household } from './household.ts';

type Parts = Pick<Household, 'answers' | 'pages' | 'notion' | 'outbox' | 'words' | 'clock'>;

/** What is asked of the outbox. Proposing shows the proposal; everything after it is for our own pages. */
export function createOutboxHandlers(house: Parts): Pick<Handlers, keyof typeof OUTBOX_SHAPES> {
  const { outbox, words, clock } = house;
  const ports = {
    answers: house.answers,
    pages: house.pages,
    connected: async () => (await house.notion.connections()).map(({ id }) => id),
    unfinished: outbox.store.unfinished,
    propose: outbox.propose,
  };
  return {
    async 'publish.propose'({ answer, place }, { caller }) {
      const id = await proposeAnswer(ports, answer, place);
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
