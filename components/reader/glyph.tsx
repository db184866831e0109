import { Icon } from '../kit/icon.tsx';

const NAMES = { page: 'page', row: 'row', database: 'table' } as const;

/** What stands before a page's title: its own icon where that is a character, else a drawing of its kind. */
export function Glyph({ kind, icon }: { readonly kind: keyof typeof NAMES; readonly icon?: string | undefined }) {
  const character = icon !== undefined && icon.length <= 8 && !icon.includes('/') ? icon : undefined;
  return (
    <span class="glyph" aria-hidden="true">
      {character ?? <Icon name={NAMES[kind]} />}
    </span>
  );
}

/** A drawing in place of a picture or file that is not kept. */
export function MediaGlyph() {
  return (
    <svg class="icon" width={16} height={16} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d="M3.5 4.5h13v11h-13zM3.5 13.5l4-4 3 3 2.5-2.5 3.5 3.5M12.5 7.5h.1" />
    </svg>
  );
}
