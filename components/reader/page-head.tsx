import { useRef, useState } from 'preact/hooks';

import type { Desk } from '../../lib/messages/desk.ts';
import type { MirrorDesk, ReaderPage } from '../../lib/messages/reader-desk.ts';
import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { useAsk } from '../kit/handing.ts';
import { Glyph } from './glyph.tsx';
import { KitButton } from './kit-button.tsx';
import { PageLink, shownTitle } from './links.tsx';

/** Where the page stands: from the outermost page down to the one above it. */
export function Breadcrumb({ found: { path, page } }: { readonly found: ReaderPage }) {
  if (path.length === 0 && page.workspace === undefined) return null;
  return (
    <nav class="breadcrumb second small" aria-label="Place in Notion">
      <ol>
        {page.workspace !== undefined && <li dir="auto">{page.workspace}</li>}
        {path.map(({ id, title }) => (
          <li key={id}>
            <PageLink id={id} title={title} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The page's title, and what can be done with its copy. */
export function PageHead({
  desk,
  found,
  acting,
  onAct,
}: {
  readonly desk: Desk & MirrorDesk;
  readonly found: ReaderPage;
  readonly acting: boolean;
  readonly onAct: () => void;
}) {
  const { page, kind } = found;
  const ask = useAsk();
  const refresh = useRefresh(desk, found);
  const title = shownTitle(page.title);
  return (
    <header class="page-head">
      <h1 dir="auto">
        {page.icon !== undefined && <Glyph kind={kind} icon={page.icon} />}
        {title}
      </h1>
      <div class="row page-acts">
        <Button icon="out" onClick={() => ask(() => desk.openPage(page.url))}>
          Open in Notion
        </Button>
        <Button icon="retry" disabled={refresh.busy} onClick={refresh.begin}>
          {refresh.busy ? 'Reading it again…' : 'Refresh'}
        </Button>
        <Button expanded={acting} onClick={onAct}>
          Summarize or ask
        </Button>
        <KitButton desk={desk} page={{ pageId: page.id, title: page.title }} />
        <Button onClick={() => globalThis.print()}>Print</Button>
      </div>
      {refresh.failure && (
        <FailureNote desk={desk} failure={refresh.failure} remedies={{ retry: refresh.begin }} below="nothing" />
      )}
    </header>
  );
}

interface Refresh {
  readonly busy: boolean;
  readonly failure: FailureFacts | undefined;
  readonly begin: () => void;
}

/** Reads the page again. The copy stays where Notion does not give it, and the failure says why. */
function useRefresh(desk: MirrorDesk, { page }: ReaderPage): Refresh {
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureFacts>();
  const turn = useRef(0);
  const begin = (): void => {
    turn.current += 1;
    const mine = turn.current;
    const read = async (): Promise<void> => {
      setBusy(true);
      setFailure(undefined);
      try {
        await desk.refresh(page.id);
        say('The copy is up to date.');
      } catch (error) {
        if (mine === turn.current) setFailure(factsOf(error));
      }
      if (mine === turn.current) setBusy(false);
    };
    void read();
  };
  return { busy, failure, begin };
}
