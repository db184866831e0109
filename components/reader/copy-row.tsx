import type { PageId } from '../../lib/base/ids.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { KitButton, KitLine } from './kit-button.tsx';

/** What can be done about a page's copy: keep it and what belongs to it, and read it. */
export function CopyRow({
  desk,
  page,
  now,
}: {
  readonly desk: Desk;
  readonly page: { readonly pageId: PageId; readonly title: string };
  readonly now: number;
}) {
  const ask = useAsk();
  return (
    <section class="copy-row" aria-label="Copy on this device">
      <div class="row">
        <KitButton desk={desk} page={page} />
        <Button icon="page" onClick={() => ask(() => desk.openReader(page.pageId))}>
          Open in Reader
        </Button>
      </div>
      <KitLine desk={desk} page={page} now={now} />
    </section>
  );
}
