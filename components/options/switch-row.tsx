import { useId } from 'preact/hooks';

/** A switch with its name beside it, and what it stands at in words. */
export function SwitchRow({
  name,
  on,
  words,
  isManaged = false,
  onSwitch,
}: {
  readonly name: string;
  readonly on: boolean;
  readonly words: string;
  /** The organization has set it. */
  readonly isManaged?: boolean;
  readonly onSwitch: (on: boolean) => void;
}) {
  const id = useId();
  return (
    <div class="switch-row">
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={on}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-words`}
        disabled={isManaged}
        onClick={() => onSwitch(!on)}
      />
      <span id={`${id}-name`} dir="auto">
        {name}
      </span>
      <span id={`${id}-words`} class="second">
        {words}
        {isManaged && ' Set by your organization.'}
      </span>
    </div>
  );
}
