import type { ConnectionId, OutboxId, PageId } from '../base/ids.ts';
import type { SearchAnswer, SearchAsk } from '../messages/search-desk.ts';
import type { StandingComment } from '../outbox/notion-writer.ts';
import type { Proposal } from '../outbox/proposal.ts';
import type { Connected } from './read-page.ts';

/** What tools reach beyond reading a page. */
export interface ToolPorts {
  /** The local index, as the person's own search uses it. */
  search(ask: SearchAsk, signal: AbortSignal): Promise<SearchAnswer>;
  connections(): Promise<readonly Connected[]>;
  /** Open comments on a page as a whole. */
  comments(connection: ConnectionId, page: PageId, signal: AbortSignal): Promise<readonly StandingComment[]>;
  /** Hands changes to the outbox, where they wait for the person. Throws what does not fit; nothing is stored then. */
  propose(proposals: readonly Proposal[]): Promise<readonly OutboxId[]>;
  /** Waits for the person to say whether a call may run. */
  ask(call: string, signal: AbortSignal): Promise<boolean>;
}
