import { useId } from 'preact/hooks';

/** A number from 0 on. Left empty it means none; what is no number changes nothing. */
export function AmountField({
  label,
  value,
  onChange,
  help,
  bare = false,
  most,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly help?: string;
  /** The label is said but not shown, where a table's heads say it. */
  readonly bare?: boolean;
  readonly most?: number;
}) {
  const id = useId();
  const change = (box: HTMLInputElement): void => {
    const typed = box.value.trim();
    const number = Number(typed);
    const fits = Number.isFinite(number) && number >= 0 && number <= (most ?? Number.POSITIVE_INFINITY);
    if (typed === '' && !box.validity.badInput) onChange(undefined);
    else if (typed !== '' && fits) onChange(number);
    else box.value = value === undefined ? '' : String(value);
  };
  return (
    <div class={bare ? undefined : 'field'}>
      <label for={id} class={bare ? 'unseen' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        min="0"
        max={most}
        step="any"
        value={value ?? ''}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => change(event.currentTarget)}
      />
      {help !== undefined && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}
