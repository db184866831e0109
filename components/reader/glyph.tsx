const PATHS = {
  media: 'M3.5 4.5h13v11h-13zM3.5 13.5l4-4 3 3 2.5-2.5 3.5 3.5M12.5 7.5h.1',
  table: 'M3.5 4.5h13v11h-13zM3.5 8.5h13M3.5 12h13M8.5 8.5v7',
  row: 'M3.5 7h13v6h-13zM8.5 7v6',
  page: 'M5.5 3.5h6l3 3v10h-9zM8 9.5h4M8 12.5h4',
} as const;

/** What stands before a page's title in a list: its own icon where that is a character, else a drawing of its kind. */
export function Glyph({ kind, icon }: { readonly kind: keyof typeof PATHS; readonly icon?: string | undefined }) {
  const character = icon !== undefined && icon.length <= 8 && !icon.includes('/') ? icon : undefined;
  return (
    <span class="glyph" aria-hidden="true">
      {character ?? (
        <svg class="icon" width={16} height={16} viewBox="0 0 20 20" focusable="false">
          <path d={PATHS[kind]} />
        </svg>
      )}
    </span>
  );
}
