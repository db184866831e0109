import { useEffect, useRef } from 'preact/hooks';

import { Icon } from '../kit/icon.tsx';
import type { IconName } from '../kit/icon.tsx';

/** Something that can be put into the message, or done in its place. */
export interface Suggestion {
  readonly key: string;
  readonly icon: IconName;
  readonly words: string;
  readonly note?: string;
  readonly onTake: () => void;
}

/** What is suggested for the word at the caret. The focus stays in the message; keys move through the list from there. */
export function Suggestions({
  id,
  label,
  list,
  at,
  hint,
}: {
  readonly id: string;
  readonly label: string;
  readonly list: readonly Suggestion[];
  readonly at: number;
  /** Stands in place of an empty list. */
  readonly hint: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);
  if (list.length === 0) return <p class="suggestions second small">{hint}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div ref={box} id={id} class="suggestions" role="listbox" aria-label={label} tabIndex={0}>
      {list.map((one, index) => (
        // Keys reach the list through the message, which keeps the focus.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
        <div
          key={one.key}
          id={optionId(id, index)}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => event.preventDefault()}
          onClick={one.onTake}
        >
          <Icon name={one.icon} />
          <span dir="auto">{one.words}</span>
          {one.note !== undefined && (
            <span class="second small" dir="auto">
              {one.note}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

export const optionId = (id: string, index: number): string => `${id}-${index}`;
