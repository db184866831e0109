import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useCallback, useContext, useMemo, useRef, useState } from 'preact/hooks';

import type { PageId } from '../../lib/base/ids.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import { readerAddress } from '../../lib/messages/reader-address.ts';
import type { ReaderPlace } from '../../lib/messages/reader-desk.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import { cleanText } from '../../lib/text/clean-text.ts';
import type { Mention } from '../../lib/text/block.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { LinkCard } from '../kit/source-card.tsx';
import { useFloating } from '../kit/use-floating.ts';
import { runsOf } from './text-runs.ts';

type Press = MouseEvent & { readonly currentTarget: HTMLAnchorElement };

interface Links {
  readonly known: ReadonlyMap<PageId, ReaderPlace>;
  readonly onOut: (href: string, anchor: HTMLElement) => void;
  readonly onAbsent: (id: PageId, title: string, anchor: HTMLElement) => void;
}

const nothing = (): void => undefined;
const LinkContext = createContext<Links>({ known: new Map(), onOut: nothing, onAbsent: nothing });

type Card =
  | { readonly kind: 'out'; readonly href: string; readonly anchor: HTMLElement }
  | { readonly kind: 'absent'; readonly id: PageId; readonly title: string; readonly anchor: HTMLElement };

/** Inside it, links lead to copies where there are any; for the rest a card says where they lead before they open. */
export function LinkGround({
  desk,
  known,
  children,
}: {
  readonly desk: Desk;
  readonly known: ReadonlyMap<PageId, ReaderPlace>;
  readonly children: ComponentChildren;
}) {
  const ask = useAsk();
  const [card, setCard] = useState<Card>();
  const onOut = useCallback((href: string, anchor: HTMLElement) => setCard({ kind: 'out', href, anchor }), []);
  const onAbsent = useCallback(
    (id: PageId, title: string, anchor: HTMLElement) => setCard({ kind: 'absent', id, title, anchor }),
    [],
  );
  const signature = [...known].map(([id, { here, title }]) => `${id} ${here} ${title}`).join('\n');
  const links = useMemo<Links>(() => ({ known, onOut, onAbsent }), [signature]);
  const close = (): void => setCard(undefined);
  return (
    <LinkContext.Provider value={links}>
      {children}
      {card?.kind === 'out' && (
        <LinkCard
          href={card.href}
          anchor={card.anchor}
          onClose={close}
          onOpen={() => ask(() => desk.openPage(card.href))}
        />
      )}
      {card?.kind === 'absent' && (
        <AbsentCard card={card} onClose={close} onOpen={() => ask(() => desk.openPage(pageUrl(card.id)))} />
      )}
    </LinkContext.Provider>
  );
}

function AbsentCard({
  card: { title, anchor },
  onOpen,
  onClose,
}: {
  readonly card: { readonly title: string; readonly anchor: HTMLElement };
  readonly onOpen: () => void;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useFloating(dialog, anchor, onClose);
  return (
    <dialog ref={dialog} class="floating card" popover="manual" aria-label="Not on this device">
      <p class="card-title" dir="auto">
        {title}
      </p>
      <p class="second">This page is not on this device.</p>
      <div class="row">
        <Button icon="out" onClick={onOpen}>
          Open in Notion
        </Button>
        <Button icon="close" tone="quiet" label="Close" onClick={onClose} />
      </div>
    </dialog>
  );
}

/** A link to a page: to its copy, or to a card that offers Notion. */
export function PageLink({
  id,
  title,
  children,
}: {
  readonly id: PageId;
  readonly title?: string;
  readonly children?: ComponentChildren;
}) {
  const { known, onAbsent } = useContext(LinkContext);
  const place = known.get(id);
  const words = shownTitle(place?.title ?? title);
  if (place?.here === true) {
    return (
      <a href={readerAddress({ page: id })} data-address={pageUrl(id)} dir="auto">
        {children ?? words}
      </a>
    );
  }
  const open = (event: Press): void => {
    event.preventDefault();
    onAbsent(id, words, event.currentTarget);
  };
  return (
    <a
      class="absent"
      href={pageUrl(id)}
      data-address={pageUrl(id)}
      title="Not on this device"
      rel="noreferrer noopener"
      dir="auto"
      onClick={open}
      onAuxClick={open}
    >
      {children ?? words}
    </a>
  );
}

/** A link out of Notion, its host beside it unless the words are the address. */
export function OutLink({
  href,
  host,
  children,
}: {
  readonly href: string;
  readonly host?: string;
  readonly children: ComponentChildren;
}) {
  const { onOut } = useContext(LinkContext);
  const open = (event: Press): void => {
    event.preventDefault();
    onOut(href, event.currentTarget);
  };
  return (
    <a
      href={href}
      data-address={children === href ? undefined : href}
      title={href}
      rel="noreferrer noopener"
      onClick={open}
      onAuxClick={open}
    >
      {children}
      {host !== undefined && <span class="host">{host}</span>}
    </a>
  );
}

/** Text of a page as text, with its links. */
export function Words({
  text,
  mentions,
}: {
  readonly text: string;
  readonly mentions?: readonly Mention[] | undefined;
}) {
  return (
    <>
      {runsOf(text, mentions).map((run, index) => {
        switch (run.kind) {
          case 'text':
            return run.text;
          case 'page':
            return (
              <PageLink key={index} id={run.id}>
                {run.text}
              </PageLink>
            );
          case 'out':
            return (
              <OutLink key={index} href={run.href}>
                {run.text}
              </OutLink>
            );
        }
      })}
    </>
  );
}

export function shownTitle(title: string | undefined): string {
  const clean = cleanText(title ?? '').text.trim();
  return clean === '' ? 'Untitled' : clean;
}
