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
  /** Takes people away, whose names stay in the text that is sent. */
  readonly sent: (movedTo: string) => void;
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
    (next: readonly Mention[], under = key) => {
      setMentions(next);
      ask(() => desk.keepDraft(draftKey(under), writeMentions(next)));
    },
    [desk, key, ask],
  );
  const without = (gone: Mention): readonly Mention[] => mentions.filter((one) => keyOf(one) !== keyOf(gone));
  return {
    mentions,
    add: (mention) => keep([...without(mention), mention].slice(-MOST_MENTIONS)),
    remove: (mention) => keep(without(mention)),
    sent(movedTo) {
      const pages = mentions.filter(({ kind }) => kind !== 'person');
      if (movedTo !== key) keep([]);
      keep(pages, movedTo);
    },
  };
}

const draftKey = (key: string): string => `mentions:${key}`;
