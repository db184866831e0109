import { useId } from 'preact/hooks';

/** A switch with its name beside it, and what it stands at in words. */
export function SwitchRow({
  name,
  on,
  words,
  onSwitch,
}: {
  readonly name: string;
  readonly on: boolean;
  readonly words: string;
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
        onClick={() => onSwitch(!on)}
      />
      <span id={`${id}-name`} dir="auto">
        {name}
      </span>
      <span id={`${id}-words`} class="second">
        {words}
      </span>
    </div>
  );
}
