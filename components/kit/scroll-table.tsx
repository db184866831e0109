import type { ComponentChildren } from 'preact';

/** A table that scrolls by itself where it is too wide, so it can be reached by keyboard. */
export function ScrollTable({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div class="table" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
