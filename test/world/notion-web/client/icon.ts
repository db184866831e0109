import { type Branch, h } from './tree.ts';

const STROKES = {
  page: 'M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15M7.5 9.5h5M7.5 12h5M7.5 14.5h3',
  database: 'M3.5 5h13v10.5h-13zM3.5 8.5h13M8 8.5v7',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
  home: 'M3.5 9 10 3.5 16.5 9v7.5h-4.5v-4.5h-4v4.5H3.5z',
  inbox: 'M3.5 11.5 5.5 4h9l2 7.5v5h-13zM3.5 11.5h4l1 2h3l1-2h4',
  spark: 'M10 3l1.6 5.4L17 10l-5.4 1.6L10 17l-1.6-5.4L3 10l5.4-1.6z',
  gear: 'M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4',
  star: 'M10 3l2.1 4.6 5 .5-3.8 3.3 1.1 4.9L10 13.7l-4.4 2.6 1.1-4.9L2.9 8.1l5-.5z',
  chat: 'M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  unpeek: 'M10 5l5 5-5 5M4.5 5l5 5-5 5',
  collapse: 'M10 5 5 10l5 5M15.5 5l-5 5 5 5',
  expand: 'M11.5 3.5h5v5M16.5 3.5 11 9M8.5 16.5h-5v-5M3.5 16.5 9 11',
  close: 'M5 5l10 10M15 5 5 15',
  twisty: 'M8 6l4 4-4 4',
  table: 'M3.5 4.5h13v11h-13zM3.5 8h13M3.5 11.7h13M8 4.5v11',
  board: 'M3.5 4.5h3.6v11H3.5zM8.2 4.5h3.6v7H8.2zM12.9 4.5h3.6v9h-3.6z',
  list: 'M4 5.5h.01M7.5 5.5h9M4 10h.01M7.5 10h9M4 14.5h.01M7.5 14.5h9',
  link: 'M8.5 11.5l3-3M9 6.5l1.5-1.5a3 3 0 0 1 4.5 4.5L13.5 11M11 13.5 9.5 15A3 3 0 0 1 5 10.5L6.5 9',
  book: 'M4 4.5h4.5c1 0 1.5.5 1.5 1.5v10c0-1-.5-1.5-1.5-1.5H4zM16 4.5h-4.5c-1 0-1.5.5-1.5 1.5v10c0-1 .5-1.5 1.5-1.5H16z',
  people:
    'M7.5 4a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM2.5 16c0-3 2-4.7 5-4.7s5 1.7 5 4.7M13 4.3a2.6 2.6 0 0 1 0 4.9M14.5 11.7c2 .5 3 2 3 4.3',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  target: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  flag: 'M5 17V3.5M5 4.5h10l-2 3.5 2 3.5H5',
  bulb: 'M7.5 14.5c0-2-2.5-3-2.5-6a5 5 0 0 1 10 0c0 3-2.5 4-2.5 6zM8 17h4',
  check: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM7 10l2.2 2.2L13 8',
  warning: 'M10 3.5 17.5 16.5h-15zM10 8.5v4M10 14.5h.01',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9.5v4M10 6.7h.01',
  money: 'M3 5.5h14v9H3zM10 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6M5.5 10h.01M14.5 10h.01',
  rocket: 'M8 12 6 10c1-4 4-6.5 9.5-7-.5 5.5-3 8.5-7 9.5zM8 12l-2.5.5.8-2.8M8 12l-.5 2.5 2.8-.8M4 16l1.5-1.5',
  leaf: 'M4 16c0-8 4-12 12.5-12C16.5 12 12.5 15 6 14M4 16c1.5-4 4-6 7-7.5',
  chart: 'M3.5 3.5v13h13M7 13v-3M10.5 13V7M14 13V9',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  globe: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c-4.5 4.5-4.5 9.5 0 14M10 3c4.5 4.5 4.5 9.5 0 14',
  tool: 'M12 3.5a4 4 0 0 0-3.5 5.7L3.5 14.2l2.3 2.3 5-5A4 4 0 0 0 16.3 6.5L14 8.8 11.2 6 13.5 3.7z',
} as const;

export type IconName = keyof typeof STROKES;

/** A line icon, drawn for this app, in the colour of the text. */
export function icon(name: IconName, size = 20): Branch {
  return h(
    'svg',
    {
      viewBox: '0 0 20 20',
      width: size,
      height: size,
      fill: 'none',
      stroke: 'currentcolor',
      'stroke-width': name === 'more' ? 2.4 : size > 40 ? 1 : 1.4,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
      'aria-hidden': 'true',
      style: 'flex:none;vertical-align:middle',
    },
    h('path', { d: STROKES[name] }),
  );
}

const SHAPES: Readonly<Record<string, IconName>> = {
  '📘': 'book',
  '📗': 'book',
  '📙': 'book',
  '📕': 'book',
  '📚': 'book',
  '📖': 'book',
  '👥': 'people',
  '👋': 'people',
  '🧑': 'people',
  '🤝': 'people',
  '🙋': 'people',
  '📅': 'calendar',
  '🗓️': 'calendar',
  '🗓': 'calendar',
  '📆': 'calendar',
  '⏰': 'calendar',
  '🎯': 'target',
  '🚩': 'flag',
  '🏁': 'flag',
  '💡': 'bulb',
  '✅': 'check',
  '☑️': 'check',
  '⚠️': 'warning',
  '🚨': 'warning',
  '❗': 'warning',
  ℹ️: 'info',
  '📌': 'flag',
  '📍': 'flag',
  '💰': 'money',
  '💶': 'money',
  '💵': 'money',
  '🧾': 'money',
  '🚀': 'rocket',
  '🌱': 'leaf',
  '🌿': 'leaf',
  '📊': 'chart',
  '📈': 'chart',
  '📉': 'chart',
  '🔒': 'lock',
  '🔐': 'lock',
  '🔑': 'lock',
  '🌍': 'globe',
  '🌐': 'globe',
  '🔧': 'tool',
  '🛠️': 'tool',
  '🛠': 'tool',
  '⚙️': 'gear',
  '💬': 'chat',
  '🗂️': 'database',
  '🗂': 'database',
  '🗃️': 'database',
  '📋': 'list',
  '📝': 'page',
  '📄': 'page',
  '🏠': 'home',
  '🏡': 'home',
  '⭐': 'star',
  '🌟': 'star',
  '🔍': 'search',
  '🔗': 'link',
  '📥': 'inbox',
  '✨': 'spark',
};

const SPARE: readonly IconName[] = ['page', 'book', 'flag', 'target', 'leaf', 'chart', 'bulb', 'star', 'globe', 'tool'];
const INKS = ['gra', 'ora', 'gre', 'blu', 'pur', 'pin', 'red', 'yel', 'bro'] as const;

/** The icon of a page: its emoji, drawn as a coloured line icon, so that it looks the same without an emoji font. */
export function pageIcon(emoji: string | undefined, fallback: IconName, size = 20): Branch {
  const seed = Array.from(emoji ?? '').reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 0);
  const shape = emoji === undefined ? fallback : (SHAPES[emoji] ?? SPARE[seed % SPARE.length] ?? fallback);
  const ink = emoji === undefined ? 'gra' : INKS[seed % INKS.length];
  return h(
    'span',
    {
      class: 'notion-record-icon notranslate',
      ...(emoji !== undefined && { role: 'img', 'aria-label': emoji }),
      style: `flex:none;line-height:0;color:var(--c-${ink ?? 'gra'}Tex)`,
    },
    icon(shape, size),
  );
}
