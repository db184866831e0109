import { isLinkable } from './fit-runs.ts';

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;
/** A flag of tags and a family of joined people stay below. */
const LONGEST_EMOJI = 32;

/** Whether Notion takes it for the icon of a callout: an emoji, or the address of an image. */
export const isIcon = (icon: string): boolean =>
  /^https?:/iu.test(icon) ? isLinkable(icon) : icon.length <= LONGEST_EMOJI && EMOJI.test(icon);
