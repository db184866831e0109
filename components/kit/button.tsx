import type { ComponentChildren, Ref } from 'preact';

import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

interface ButtonProps {
  readonly children?: ComponentChildren;
  readonly icon?: IconName | undefined;
  /** Stands after the words, for a button that opens something. */
  readonly trailing?: IconName;
  /** The accessible name; without children it is the only one, and the tooltip too. */
  readonly label?: string;
  /** A shorter tooltip than the name. */
  readonly tip?: string;
  readonly tone?: 'plain' | 'main' | 'quiet' | 'danger';
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean | undefined;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly pressed?: boolean;
  readonly describedBy?: string | undefined;
  readonly onClick?: (event: MouseEvent) => void;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

export function Button({
  children,
  icon,
  trailing,
  label,
  tip = label,
  tone = 'plain',
  type = 'button',
  disabled,
  expanded,
  controls,
  pressed,
  describedBy,
  onClick,
  buttonRef,
}: ButtonProps) {
  const alone = children === undefined;
  return (
    <button
      ref={buttonRef ?? null}
      type={type}
      class={`button ${tone}${alone ? ' alone' : ''}`}
      disabled={disabled}
      aria-label={label}
      title={alone ? tip : undefined}
      aria-expanded={expanded}
      aria-controls={controls}
      aria-pressed={pressed}
      aria-describedby={describedBy}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {!alone && <span>{children}</span>}
      {trailing && <Icon name={trailing} />}
    </button>
  );
}
