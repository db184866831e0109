import { useEffect, useId, useRef, useState } from 'preact/hooks';

import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { useFloating } from './use-floating.ts';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly note?: string;
  /** For a thing that can be chosen and let go of: whether it is chosen now. */
  readonly chosen?: boolean;
  readonly onChoose: () => void;
}

interface MenuProps {
  readonly label: string;
  /** Shown in place of the bare icon; they are then the name. */
  readonly words?: string;
  readonly tone?: 'plain' | 'main' | 'quiet';
  readonly items: readonly MenuItem[];
}

/** A button that opens a list of things to do. Stands in the browser's top layer, so that no panel clips it. */
export function Menu({ label, words, tone = 'plain', items }: MenuProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const open = anchor !== null;
  return (
    <>
      <Button
        buttonRef={trigger}
        tone={tone}
        {...(words === undefined ? { label, icon: 'chevron' } : { children: words, trailing: 'chevron' })}
        expanded={open}
        onClick={() => setAnchor(open ? null : trigger.current)}
      />
      {open && <MenuList id={id} label={label} items={items} anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  );
}

function MenuList({
  id,
  label,
  items,
  anchor,
  onClose,
}: {
  readonly id: string;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly anchor: HTMLButtonElement;
  readonly onClose: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useFloating(list, anchor, onClose);
  const entries = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  useEffect(() => entries()[0]?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = entries();
    const at = all.findIndex((entry) => entry.matches(':focus'));
    const places: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const place = places[event.key];
    if (place !== undefined) {
      event.preventDefault();
      all.at(place % all.length)?.focus();
    } else if (event.key === 'Tab') {
      anchor.focus();
      onClose();
    }
  };
  return (
    // The entries take the focus, never the list itself.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div ref={list} id={id} class="floating menu" popover="manual" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          role={item.chosen === undefined ? 'menuitem' : 'menuitemcheckbox'}
          aria-checked={item.chosen}
          tabIndex={-1}
          onClick={() => {
            anchor.focus();
            onClose();
            item.onChoose();
          }}
        >
          <span dir="auto">
            {item.chosen === true && <Icon name="check" />}
            {item.label}
          </span>
          {item.note !== undefined && <span class="second">{item.note}</span>}
        </button>
      ))}
    </div>
  );
}
