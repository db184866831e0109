import type { Ref } from 'preact';

interface GrowBoxProps {
  /** The accessible name. */
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onWrite: (text: string) => void;
  /** Enter without Shift, outside of an input method's own use of it. */
  readonly onEnter: () => void;
  readonly boxRef?: Ref<HTMLTextAreaElement>;
}

/** A text box that is as tall as its text, up to a third of the window. Enter sends, Shift+Enter breaks the line. */
export function GrowBox({ label, value, placeholder, onWrite, onEnter, boxRef }: GrowBoxProps) {
  return (
    <div class="grow-box">
      {/* A copy of the text gives the box its height where the browser cannot do it by itself. */}
      <span aria-hidden="true">{`${value}\u{200B}`}</span>
      <textarea
        ref={boxRef ?? null}
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        dir="auto"
        value={value}
        onInput={(event) => onWrite(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
    </div>
  );
}
