import { useEffect, useRef, useState } from 'preact/hooks';

import type { Particulars } from '../../lib/jobs/job.ts';
import { pageIn } from '../../lib/mirror/address.ts';
import { LanguageSelect } from './answer-selects.tsx';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { GrowBox } from './grow-box.tsx';
import { Select } from './select.tsx';
import type { Choice } from './select.tsx';
import './act-more.css';

type How = Extract<Particulars, { of: 'write' }>['how'];

const HOWS: readonly Choice<How>[] = [
  { value: 'rewrite', label: 'Rewrite' },
  { value: 'translate', label: 'Translate' },
  { value: 'continue', label: 'Continue' },
  { value: 'fix', label: 'Fix spelling and grammar' },
];

export const NO_LINK = 'This is no link to a Notion page. Copy one with Share, Copy link.';

/** What two actions need besides the page: the template of a document, the words to write with. */
export function MoreForm({
  which,
  language,
  onStart,
  onClose,
}: {
  readonly which: 'document' | 'write';
  /** In which a translation is offered first. */
  readonly language: string;
  readonly onStart: (particulars: Particulars) => void;
  readonly onClose: () => void;
}) {
  return which === 'document' ? (
    <DocumentForm onStart={onStart} onClose={onClose} />
  ) : (
    <WriteForm language={language} onStart={onStart} onClose={onClose} />
  );
}

type FormProps = Pick<Parameters<typeof MoreForm>[0], 'onStart' | 'onClose'>;

function DocumentForm({ onStart, onClose }: FormProps) {
  const [link, setLink] = useState('');
  const [refused, setRefused] = useState(false);
  const form = useFirstFocus();
  const start = (): void => {
    const template = pageIn(link.trim());
    setRefused(template === undefined);
    if (template !== undefined) onStart({ of: 'document', template });
  };
  return (
    // Escape is a shortcut for Cancel.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form ref={form} class="act-more" aria-label="Document" onSubmit={submitted(start)} onKeyDown={closing(onClose)}>
      <Field
        label="Template page"
        value={link}
        placeholder="https://app.notion.com/…"
        onChange={setLink}
        help="A page whose headings and placeholders, for example {{Owner}}, the document takes. Paste its link."
      />
      {refused && (
        <p class="refusal" role="alert">
          {NO_LINK}
        </p>
      )}
      <Ends words="Fill template" onClose={onClose} />
    </form>
  );
}

function WriteForm({ language, onStart, onClose }: FormProps & { readonly language: string }) {
  const [how, setHow] = useState<How>('rewrite');
  const [selection, setSelection] = useState('');
  const [wish, setWish] = useState('');
  const [into, setInto] = useState(language === 'page' ? 'en' : language);
  const form = useFirstFocus();
  const start = (): void => {
    if (selection.trim() === '') return;
    onStart({
      of: 'write',
      how,
      selection: selection.trim(),
      ...(how === 'translate' && { into: into === 'page' ? 'en' : into }),
      ...(how === 'rewrite' && wish.trim() !== '' && { wish: wish.trim() }),
    });
  };
  return (
    // Escape is a shortcut for Cancel.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form ref={form} class="act-more" aria-label="Write" onSubmit={submitted(start)} onKeyDown={closing(onClose)}>
      <GrowBox
        label="Words of the page"
        placeholder="Paste the words of the page to work on"
        value={selection}
        onWrite={setSelection}
        onEnter={start}
      />
      <div class="row">
        <Select label="What to do" value={how} choices={HOWS} onChange={setHow} />
        {how === 'translate' && <LanguageSelect value={into} onChange={setInto} />}
      </div>
      {how === 'rewrite' && <Field label="How it should read" value={wish} onChange={setWish} placeholder="Shorter" />}
      <Ends words="Write" onClose={onClose} disabled={selection.trim() === ''} />
    </form>
  );
}

function Ends({
  words,
  disabled,
  onClose,
}: {
  readonly words: string;
  readonly disabled?: boolean;
  readonly onClose: () => void;
}) {
  return (
    <div class="row">
      <Button type="submit" tone="main" disabled={disabled}>
        {words}
      </Button>
      <Button tone="quiet" onClick={onClose}>
        Cancel
      </Button>
    </div>
  );
}

const submitted =
  (start: () => void) =>
  (event: Event): void => {
    event.preventDefault();
    start();
  };

/** Escape leaves the form and nothing around it. */
const closing =
  (onClose: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };

function useFirstFocus() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);
  return form;
}
