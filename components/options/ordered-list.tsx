import { useLayoutEffect, useRef } from 'preact/hooks';

import { Button } from '../kit/button.tsx';
import { moved } from './moved.ts';

interface Entry {
  readonly key: string;
  /** As it is shown, and as its buttons are named. */
  readonly name: string;
  readonly more?: string | undefined;
}

/** Things in an order that a person sets by buttons, so with every keyboard and screen reader. One always stays. */
export function OrderedList({
  label,
  entries,
  onOrder,
}: {
  readonly label: string;
  readonly entries: readonly Entry[];
  /** The keys in their new order; without the one that was taken out. */
  readonly onOrder: (keys: readonly string[]) => void;
}) {
  const list = useRef<HTMLOListElement>(null);
  const pressed = useRef<{ readonly key: string; readonly by: number }>(undefined);
  // The pressed button moves with its entry, and the focus goes along: to the other one at an end of the list.
  useLayoutEffect(() => {
    const now = pressed.current;
    if (!now) return;
    pressed.current = undefined;
    const row = [...(list.current?.children ?? [])][entries.findIndex(({ key }) => key === now.key)];
    const [up, down] = row?.querySelectorAll('button') ?? [];
    const [same, other] = now.by < 0 ? [up, down] : [down, up];
    (same?.disabled === false ? same : other)?.focus();
  }, [entries]);
  const keys = entries.map(({ key }) => key);
  const move = (key: string, by: number): void => {
    pressed.current = { key, by };
    onOrder(moved(keys, keys.indexOf(key), by));
  };
  return (
    <ol class="ordered" ref={list} aria-label={label}>
      {entries.map(({ key, name, more }, at) => (
        <li key={key} class="row between">
          <span dir="auto">
            {at + 1}. {name}
            {more !== undefined && <span class="second"> {more}</span>}
          </span>
          <span class="row tight">
            <Button tone="quiet" label={`Move up ${name}`} disabled={at === 0} onClick={() => move(key, -1)}>
              Up
            </Button>
            <Button
              tone="quiet"
              label={`Move down ${name}`}
              disabled={at === entries.length - 1}
              onClick={() => move(key, 1)}
            >
              Down
            </Button>
            <Button
              tone="quiet"
              icon="trash"
              label={`Remove ${name}`}
              disabled={entries.length === 1}
              onClick={() => onOrder(keys.filter((one) => one !== key))}
            />
          </span>
        </li>
      ))}
    </ol>
  );
}
