import { useCallback, useEffect, useState } from 'preact/hooks';

import type { Mention } from '../../lib/chat/mention.ts';
import { MOST_MENTIONS, keyOf, readMentions, writeMentions } from '../../lib/chat/mention.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import { useAsk } from '../kit/handing.ts';

/** What the person named for the next messages of a conversation: kept like a draft, until they take it away. */
export function useMentions(
  desk: Pick<Desk, 'readDraft' | 'keepDraft'>,
  key: string,
): {
  readonly mentions: readonly Mention[];
  readonly add: (mention: Mention) => void;
  readonly remove: (mention: Mention) => void;
  /** Leaves the pages for the next message of a conversation; people's names stay in the text that is sent. */
  readonly carry: (id: string) => Promise<void>;
} {
  const ask = useAsk();
  const [mentions, setMentions] = useState<readonly Mention[]>([]);
  useEffect(() => {
    let here = true;
    setMentions([]);
    desk.readDraft(draftKey(key)).then(
      (draft) => here && setMentions((before) => (before.length === 0 ? readMentions(draft) : before)),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [desk, key]);
  const keep = useCallback(
    (next: readonly Mention[]) => {
      setMentions(next);
      ask(() => desk.keepDraft(draftKey(key), writeMentions(next)));
    },
    [desk, key, ask],
  );
  const without = (gone: Mention): readonly Mention[] => mentions.filter((one) => keyOf(one) !== keyOf(gone));
  return {
    mentions,
    add: (mention) => keep([...without(mention), mention].slice(-MOST_MENTIONS)),
    remove: (mention) => keep(without(mention)),
    async carry(id) {
      const pages = mentions.filter(({ kind }) => kind !== 'person');
      if (id !== key) await desk.keepDraft(draftKey(key), '');
      await desk.keepDraft(draftKey(id), writeMentions(pages));
      setMentions(pages);
    },
  };
}

const draftKey = (key: string): string => `mentions:${key}`;
