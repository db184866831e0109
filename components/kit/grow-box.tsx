import type { Ref } from 'preact';

/** A list of suggestions that belongs to the box; the focus stays in the box, the list says where it is. */
export interface Assisted {
  /** Ids of the open list and of the suggestion that Enter takes; absent while there is no list. */
  readonly list: string | undefined;
  readonly active: string | undefined;
  /** True where the list has taken the key. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onCaret: (caret: number) => void;
}

interface GrowBoxProps {
  /** The accessible name. */
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onWrite: (text: string) => void;
  /** Enter without Shift, outside of an input method's own use of it. */
  readonly onEnter: () => void;
  readonly boxRef?: Ref<HTMLTextAreaElement>;
  readonly assisted?: Assisted;
}

/** A text box that is as tall as its text, up to a third of the window. Enter sends, Shift+Enter breaks the line. */
export function GrowBox({ label, value, placeholder, onWrite, onEnter, boxRef, assisted }: GrowBoxProps) {
  const tellCaret = assisted && ((box: HTMLTextAreaElement): void => assisted.onCaret(box.selectionEnd ?? 0));
  return (
    <div class="grow-box">
      {/* A copy of the text gives the box its height where the browser cannot do it by itself. */}
      <span aria-hidden="true">{`${value}\u{200B}`}</span>
      <textarea
        ref={boxRef ?? null}
        rows={1}
        aria-label={label}
        aria-autocomplete={assisted && 'list'}
        aria-controls={assisted?.list}
        aria-activedescendant={assisted?.active}
        placeholder={placeholder}
        dir="auto"
        value={value}
        onInput={(event) => {
          onWrite(event.currentTarget.value);
          tellCaret?.(event.currentTarget);
        }}
        onSelect={tellCaret && ((event) => tellCaret(event.currentTarget))}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (assisted?.onKey(event) === true) return event.preventDefault();
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          onEnter();
        }}
      />
    </div>
  );
}
