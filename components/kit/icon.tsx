const PATHS = {
  close: 'M5 5l10 10M15 5L5 15',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13.2 13.2L17 17',
  send: 'M10 16V4.5M5 9.5l5-5 5 5',
  stop: 'M6 6h8v8H6z',
  pause: 'M7.5 5.5v9M12.5 5.5v9',
  play: 'M7 5l8 5-8 5z',
  retry: 'M15.5 7.5A6 6 0 1 0 16 11M15.8 3.8v4h-4',
  copy: 'M7.5 7.5h8v9h-8zM12.5 7.5v-4h-8v9h3',
  chevron: 'M6 8l4 4 4-4',
  down: 'M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  edit: 'M4 16l.8-3.4L13 4.4l2.6 2.6-8.2 8.2L4 16z',
  trash: 'M4.5 6h11M8 6V4h4v2M6 6l.7 10h6.6L14 6',
  history: 'M10 6v4.2l2.8 1.8M4 10a6 6 0 1 0 2-4.5M4 3.5v3h3',
  plus: 'M10 4.5v11M4.5 10h11',
  page: 'M5.5 3.5h6l3 3v10h-9zM8 9.5h4M8 12.5h4',
  eye: 'M2.5 10s2.8-5 7.5-5 7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  alert: 'M10 6.5v4.2M10 13.4v.1M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z',
  tune: 'M4 7h7M15 7h1M13 5v4M4 13h1M9 13h7M7 11v4',
  panel: 'M3.5 4.5h13v11h-13zM12 4.5v11',
  out: 'M8 5H5v10h10v-3M11 4.5h4.5V9M15 5l-6 6',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l.9-.9',
  book: 'M10 5.5C8.5 4.4 6.5 4 3.5 4v11c3 0 5 .4 6.5 1.5 1.5-1.1 3.5-1.5 6.5-1.5V4c-3 0-5 .4-6.5 1.5zM10 5.5v11',
  star: 'M10 3.5l2 4.2 4.6.6-3.4 3.2.9 4.6-4.1-2.3-4.1 2.3.9-4.6L3.4 8.3 8 7.7z',
  row: 'M3.5 7.5h13v5h-13zM8 7.5v5',
  table: 'M3.5 4.5h13v11h-13zM3.5 8.5h13M9 8.5v7',
  filter: 'M4 6h12M6.5 10h7M9 14h2',
  media: 'M3.5 4.5h13v11h-13zM3.5 13.5l4-4 3 3 2.5-2.5 3.5 3.5M12.5 7.5h.1',
  reply: 'M5 4.5v4a3 3 0 0 0 3 3h7.5M12 8l3.5 3.5L12 15',
  person: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.4-3.2 2.8-5 6-5s5.6 1.8 6 5',
  pin: 'M7 3.5h6M8 3.5v5l-2.5 3h9L12 8.5v-5M10 11.5v5',
  folder: 'M3.5 5.5h4.5l1.5 2h7v8h-13z',
  slash: 'M12.5 4.5l-5 11',
  clock: 'M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 6.5V10l2.5 1.5',
  more: 'M5 10h.1M10 10h.1M15 10h.1',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words. It has no name of its own: the words, or the button around it, carry the name. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: 16 | 20 }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
