import type { Turn } from '../models/answer-event.ts';
import { fence } from './fence.ts';

/** A turn for models that take text alone. */
export interface PlainTurn {
  readonly role: Turn['role'];
  readonly content: string;
}

/** Turns with their sources as text before the words, each page between tags that it cannot close. */
export function plainTurns(turns: readonly Turn[]): readonly PlainTurn[] {
  return turns.map(({ role, text, sources = [] }) => ({
    role,
    content: [...sources.map(({ title, items }) => fence('page', `# ${title}\n\n${items.join('\n\n')}`)), text]
      .filter((part) => part.trim() !== '')
      .join('\n\n'),
  }));
}
