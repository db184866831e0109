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
