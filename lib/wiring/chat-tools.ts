import type { OutboxStore } from '../outbox/outbox-store.ts';
import { Failure } from '../base/failure.ts';
import { tellOutcomes } from '../chat/tools/outcomes.ts';
import type { ToolAsks } from '../flows/chat-tools-asks.ts';
import type { ToolPorts } from '../flows/chat-tools-ports.ts';
import { callKey } from '../flows/chat-tools.ts';
import type { Outbox } from '../flows/outbox.ts';
import type { Connected } from '../flows/read-page.ts';
import { searchPages } from '../flows/search-pages.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Handlers } from '../messages/router.ts';
import type { TOOL_SHAPES } from '../messages/tool-messages.ts';
import type { Household } from './household.ts';
import { searchPortsOf } from './search-ports.ts';

/** The outbox, which is put together after whatever proposes to it. */
type TheOutbox = () => Pick<Outbox, 'propose'> & { readonly store: Pick<OutboxStore, 'get'> };

/** What tools of a conversation reach. */
export function toolPortsOf(
  base: Pick<Household, 'clock' | 'search' | 'notion' | 'isLeftOut'>,
  outbox: TheOutbox,
  asks: ToolAsks,
): ToolPorts {
  const ports = searchPortsOf({ ...base, readers: base.notion.connections });
  return {
    search: (ask, signal) => searchPages(ports, ask, signal),
    connections: async () => (await base.notion.connections()).map((one) => leavingOut(one, base.isLeftOut)),
    async comments(id, page, signal) {
      const found = (await base.notion.connections()).find((connection) => connection.id === id);
      if (found === undefined) throw new Failure('no-notion-token');
      return found.writer.comments(page, signal);
    },
    propose: (proposals) => outbox().propose(proposals),
    ask: asks.ask,
  };
}

/** The same workspace, but for databases that the person left out: nobody learns what is in them. */
const leavingOut = (connected: Connected, isLeftOut: Household['isLeftOut']): Connected => ({
  ...connected,
  reader: {
    ...connected.reader,
    async database(id, signal) {
      if (await isLeftOut({ id })) throw new Failure('page-excluded');
      return connected.reader.database(id, signal);
    },
  },
});

/** An earlier answer as a model is told it: with what became of the changes that it proposed. */
export const withOutcomes =
  (outbox: TheOutbox) =>
  async (answer: Answer): Promise<Answer> => {
    const ids = (answer.tools ?? []).flatMap(({ entries = [] }) => entries);
    const entries = await Promise.all(ids.map((id) => outbox().store.get(id)));
    return { ...answer, text: answer.text + tellOutcomes(entries.filter((entry) => entry !== undefined)) };
  };

/** What our own pages say about calls that wait for the person. */
export const createToolHandlers = ({
  toolAsks,
}: {
  readonly toolAsks: ToolAsks;
}): Pick<Handlers, keyof typeof TOOL_SHAPES> => ({
  'tool.decide': async ({ job, call, run }) => {
    toolAsks.decide(callKey(job, call), run);
  },
});
