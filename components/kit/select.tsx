import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly help?: ComponentChildren;
  /** The label is said but not shown, where the words around it say it already. */
  readonly bare?: boolean;
}

/** The platform's own select: it works with every keyboard, screen reader and zoom. */
export function Select<Value extends string>({
  label,
  value,
  choices,
  onChange,
  help,
  bare = false,
}: SelectProps<Value>) {
  const id = useId();
  return (
    <div class={bare ? 'select bare' : 'select field'}>
      <label for={id} class={bare ? 'unseen' : undefined}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
      {help !== undefined && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
