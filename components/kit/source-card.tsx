import { useRef } from 'preact/hooks';

import type { Citation } from '../../lib/jobs/answer.ts';
import { Button } from './button.tsx';
import { useFloating } from './use-floating.ts';

interface CardProps {
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
}

/** The cited words beside their marker, while the page behind is taken to the block. */
export function SourceCard({
  citation,
  anchor,
  onOpen,
  onClose,
}: CardProps & { readonly citation: Citation; readonly onOpen: () => void }) {
  const card = useRef<HTMLDialogElement>(null);
  useFloating(card, anchor, onClose);
  return (
    <dialog ref={card} class="floating card" popover="manual" aria-label={`Quote ${citation.n}`}>
      <p class="card-title" dir="auto">
        {citation.title}
      </p>
      <blockquote dir="auto">{citation.quote}</blockquote>
      <div class="row">
        <Button icon="out" onClick={onOpen}>
          Show on the page
        </Button>
        <Button icon="close" tone="quiet" label="Close quote" onClick={onClose} />
      </div>
    </dialog>
  );
}

/** A link out with its whole address, before anything is opened. */
export function LinkCard({
  href,
  anchor,
  onOpen,
  onClose,
}: CardProps & { readonly href: string; readonly onOpen: () => void }) {
  const card = useRef<HTMLDialogElement>(null);
  useFloating(card, anchor, onClose);
  return (
    <dialog ref={card} class="floating card" popover="manual" aria-label="Link">
      <p class="card-title">{new URL(href).host}</p>
      <p class="address" dir="ltr">
        {href}
      </p>
      <div class="row">
        <Button icon="out" onClick={onOpen}>
          Open link
        </Button>
        <Button icon="close" tone="quiet" label="Close link" onClick={onClose} />
      </div>
    </dialog>
  );
}
