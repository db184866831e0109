import { readerAddress } from '../../lib/messages/reader-address.ts';
import type { CopyDesk } from '../../lib/messages/reader-desk.ts';
import type { KitView } from '../../lib/mirror/offline-kit.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { isReady, readinessWords, waitingWords } from './kit-words.ts';
import { shownTitle } from './links.tsx';

/** Pinned projects with how ready each is. Nothing while none is pinned. */
export function KitList({
  desk,
  kits,
  now,
  inPlace = false,
}: {
  readonly desk: Pick<CopyDesk, 'openReader' | 'unpin' | 'pin'>;
  readonly kits: readonly KitView[];
  readonly now: number;
  /** In the Reader itself its links are links; elsewhere they open the Reader. */
  readonly inPlace?: boolean;
}) {
  const ask = useAsk();
  if (kits.length === 0) return null;
  return (
    <section class="kits" aria-label="Offline kits">
      <h2>Offline kits</h2>
      <ul>
        {kits.map((view) => {
          const { id, title } = view.kit;
          const waiting = waitingWords(view);
          return (
            <li key={id}>
              <div class="kit-words">
                <a
                  href={readerAddress({ page: id })}
                  dir="auto"
                  onClick={(event) => {
                    if (inPlace) return;
                    event.preventDefault();
                    ask(() => desk.openReader(id));
                  }}
                >
                  {shownTitle(title)}
                </a>
                <p class="second small">
                  <span class={`dot ${isReady(view) ? 'fine' : 'unknown'}`} aria-hidden="true" />
                  {readinessWords(view, now)}
                </p>
                {waiting !== undefined && <p class="second small">{waiting}</p>}
              </div>
              {view.kit.failure !== undefined && (
                <Button
                  icon="retry"
                  tone="quiet"
                  label={`Try again: ${shownTitle(title)}`}
                  onClick={() => ask(() => desk.pin({ pageId: id, title }))}
                />
              )}
              <Button
                icon="close"
                tone="quiet"
                label={`Unpin ${shownTitle(title)}`}
                onClick={() => ask(() => desk.unpin(id))}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
