import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: ComponentChildren;
  readonly placeholder?: string;
  /** Shown as dots. It stays a text box for a screen reader, and pasting works. */
  readonly secret?: boolean;
  readonly id?: string;
}

/** One line of text with its label above and its help below. */
export function Field({ label, value, onChange, help, placeholder, secret = false, id }: FieldProps) {
  const own = useId();
  const box = id ?? own;
  return (
    <div class="field">
      <label for={box}>{label}</label>
      <input
        id={box}
        type="text"
        class={secret ? 'secret' : undefined}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        aria-describedby={help === undefined ? undefined : `${box}-help`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {help !== undefined && (
        <p class="help" id={`${box}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
