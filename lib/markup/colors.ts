import type { Color } from './document.ts';

const HUES = ['gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'] as const;
const COLORS: ReadonlyMap<string, Color> = new Map(
  HUES.flatMap((hue): readonly (readonly [string, Color])[] => [
    [hue, hue],
    [`${hue}_background`, `${hue}_background`],
    [`${hue}_bg`, `${hue}_background`],
  ]),
);

/** A colour as the API or Markdown names it; nothing for `default` and for what is no colour. */
export const colorOf = (name: unknown): Color | undefined => (typeof name === 'string' ? COLORS.get(name) : undefined);

/** A colour as both dialects of Markdown name it. */
export const markdownColor = (color: Color): string => color.replace(/_background$/, '_bg');
