import { useEffect, useState } from 'preact/hooks';

import type { PageId } from '../../lib/base/ids.ts';
import type { CopyDesk, CopyOffer, MirrorDesk } from '../../lib/messages/reader-desk.ts';
import { ago } from '../kit/age.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { Icon } from '../kit/icon.tsx';

/** Says that the page in front did not load, and offers its copy. Nothing while it did, or while there is no copy. */
export function CopyOfferNote({
  desk,
  copies,
  page,
  now,
}: {
  readonly desk: Pick<CopyDesk, 'openReader'>;
  readonly copies: Pick<MirrorDesk, 'offerCopy'>;
  /** The page in front: another one is asked about anew. */
  readonly page: PageId | undefined;
  readonly now: number;
}) {
  const ask = useAsk();
  const [offer, setOffer] = useState<CopyOffer>();
  useEffect(() => {
    let wanted = true;
    setOffer(undefined);
    const look = async (): Promise<void> => {
      const found = page === undefined ? undefined : await copies.offerCopy().catch(() => undefined);
      if (wanted) setOffer(found);
    };
    void look();
    return () => {
      wanted = false;
    };
  }, [copies, page]);
  if (offer === undefined) return null;
  return (
    <section class="note waiting" aria-label="Copy of this page">
      <Icon name="alert" />
      <div class="note-words">
        <p>Notion did not load in this tab.</p>
        <p class="second">The copy from {ago(offer.readAt, now)} is on this device.</p>
        <Button onClick={() => ask(() => desk.openReader(offer.pageId, 'notion-down'))}>Read the copy</Button>
      </div>
    </section>
  );
}
