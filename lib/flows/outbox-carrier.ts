import type { OutboxEntry } from '../outbox/entry.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';
import type { OutboxPorts } from './outbox-ports.ts';

/** What carrying needs of the life of the worker that does it. */
export interface Carrier {
  readonly ports: OutboxPorts;
  readonly owner: string;
  writerOf(entry: OutboxEntry): Promise<NotionWriter>;
  /** Milliseconds for which the connection is held back by what Notion asked for. */
  heldFor(entry: OutboxEntry): number;
  /** Begins the waits after an unclear moment: within a life they are slept through, whatever the clock says. */
  unclear(entry: OutboxEntry): void;
  /** Begins them too, but only where this life has not: an earlier one left it so. */
  leftUnclear(entry: OutboxEntry): void;
  /** Resolves once the grace, or the time until the audit, has passed since the last unclear moment. */
  grace(entry: OutboxEntry): Promise<void>;
  calm(entry: OutboxEntry): Promise<void>;
  /** Told when the entry no longer keeps others from its target. */
  written(): void;
}
