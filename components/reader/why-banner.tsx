import { useEffect, useState } from 'preact/hooks';

import type { HealthLine } from '../../lib/messages/desk.ts';
import type { ReaderWhy } from '../../lib/messages/reader-address.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { ago } from '../kit/age.ts';
import { counted } from '../kit/amount.ts';

/** Why the copy is shown, and how old it is. Always there: nobody should take a copy for the page. */
export function WhyBanner({
  page,
  rowsKnown,
  why,
  lostAt,
  health,
  now,
}: {
  readonly page: Page;
  /** The rows of a database come from the mirror, which knows how many there are. */
  readonly rowsKnown: boolean;
  readonly why: ReaderWhy | undefined;
  readonly lostAt: number | undefined;
  readonly health: readonly HealthLine[];
  readonly now: number;
}) {
  const online = useOnline();
  const age = ago(page.readAt, now);
  const { calm, words } = reasonWords({ online, why, health });
  const missing = missingWords(page, rowsKnown);
  return (
    <section class={`why ${calm ? 'calm' : 'waiting'}`} aria-label="About this copy">
      <p>
        {words} {lostAt === undefined ? '' : `Notion stopped showing this page ${ago(lostAt, now)}. `}
        <strong>This is the copy on this device, as of {age}.</strong>
      </p>
      {missing !== undefined && <p class="second">{missing}</p>}
    </section>
  );
}

interface Reason {
  readonly online: boolean;
  readonly why: ReaderWhy | undefined;
  readonly health: readonly HealthLine[];
}

/** What is so now comes before what was so when the copy was opened. */
export function reasonWords({ online, why, health }: Reason): { readonly calm: boolean; readonly words: string } {
  if (!online) return { calm: false, words: 'You are offline.' };
  const lines = health.filter(({ service }) => service === 'notion');
  const down = lines.length > 0 && lines.every(({ state }) => state === 'trouble');
  if (down) return { calm: false, words: 'Notion does not answer.' };
  if (why === 'notion-down') return { calm: false, words: 'Notion did not load.' };
  if (why === 'offline') return { calm: true, words: 'You were offline, and are online again.' };
  return { calm: true, words: '' };
}

/** What of the page is not here; nothing when all is. */
export function missingWords({ completeness }: Pick<Page, 'completeness'>, rowsKnown = false): string | undefined {
  const parts = [
    ...(completeness.seen === 'screen' ? ['It was read from the screen: what was not rendered is missing.'] : []),
    ...(completeness.missingBlocks > 0
      ? [`Notion did not give ${counted(completeness.missingBlocks, 'block')} of it.`]
      : []),
    ...(completeness.moreRows === true && !rowsKnown ? ['The database has more rows than are here.'] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

function useOnline(): boolean {
  const [online, setOnline] = useState(() => !('onLine' in navigator) || navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}
