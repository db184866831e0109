import type { ConversationId } from '../base/ids.ts';
import type { Clock } from '../base/ports.ts';
import type { ChatStore } from '../chat/chat-store.ts';
import { REGRET_MS } from '../chat/regret.ts';

interface SweepPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly chats: Pick<ChatStore, 'passing'>;
  /** Whether a panel shows a temporary conversation now. */
  isOpen(id: ConversationId): boolean;
  forget(id: ConversationId): Promise<void>;
}

/** A panel learns of its conversation only once that is stored, and says a moment later that it has it open. */
const JUST_BEGUN_MS = 60_000;

/** Takes off the disk what is not to stay: temporary chats that nobody has open, and those taken away for long enough. */
export async function sweepChats({ clock, chats, isOpen, forget }: SweepPorts): Promise<void> {
  const now = clock.now();
  for (const { id, temporary, createdAt, deletedAt = now } of await chats.passing(now - REGRET_MS)) {
    const isLeft = temporary === true && now - createdAt > JUST_BEGUN_MS && !isOpen(id);
    if (isLeft || deletedAt < now - REGRET_MS) await forget(id);
  }
}
