import { icon, type IconName } from './icon.ts';
import { type Branch, h } from './tree.ts';

/** Emoji by the line icon that stands for them. */
const SHAPES: readonly (readonly [IconName, string])[] = [
  ['book', '📘📗📙📕📚📖📓📔🏫🎓'],
  ['people', '👥👋🧑🤝🙋👤🤖🙈🎈'],
  ['calendar', '📅🗓📆⏰⏳'],
  ['target', '🎯🔴🔘'],
  ['flag', '🚩🏁📌📍🏴'],
  ['bulb', '💡🔦🪔'],
  ['check', '✅☑✔'],
  ['warning', '⚠🚨❗⛔🛑'],
  ['info', 'ℹ❓'],
  ['money', '💰💶💵💴💷🏦🧮'],
  ['rocket', '🚀🛰'],
  ['leaf', '🌱🌿🌸🍃🪶🌳'],
  ['chart', '📊📈📉📐📏'],
  ['lock', '🔒🔐🔑🔏🗝'],
  ['globe', '🌍🌐🌎🌏🗾'],
  ['tool', '🔧🛠🧰🔩🪛🔨'],
  ['gear', '⚙🏭'],
  ['chat', '💬🗨🔤'],
  ['database', '🗂🗃🗄🗳🧱'],
  ['list', '📋🧾📜🗒'],
  ['page', '📝📄📃'],
  ['home', '🏠🏡🏖🏗'],
  ['star', '⭐🌟🏆'],
  ['search', '🔍🔎🪞'],
  ['inbox', '📥📨📟'],
  ['spark', '✨🎉🧭'],
  ['battery', '🔋🪫'],
  ['mic', '🎙🎤📢'],
  ['box', '📦🧺🛒'],
  ['wheel', '🛞🚲🦽'],
  ['truck', '🚚🚛🚐🚆🚗'],
  ['bolt', '⚡🔌'],
  ['camera', '📷📸🎥'],
  ['horn', '📣'],
  ['map', '🗺'],
  ['tag', '🏷🔖'],
  ['shop', '🏪🏬'],
  ['card', '💳🪪'],
  ['shield', '🛡🧯🦺'],
  ['mail', '✉📧📩'],
  ['pen', '✍🖊✏'],
  ['music', '🎧🎵'],
  ['wave', '🌊💧'],
  ['snow', '❄🧊🥶'],
  ['heat', '🌡🔥'],
  ['puzzle', '🧩'],
  ['scale', '⚖'],
  ['sun', '☀🌤'],
  ['screen', '💻🖥📱'],
  ['tower', '📡📶'],
];

const SPARE: readonly IconName[] = ['page', 'book', 'flag', 'target', 'leaf', 'chart', 'bulb', 'star', 'globe', 'tool'];
const INKS = ['gra', 'ora', 'gre', 'blu', 'pur', 'pin', 'red', 'yel', 'bro'] as const;
const BY_EMOJI: ReadonlyMap<string, IconName> = new Map(
  SHAPES.flatMap(([shape, emoji]) => Array.from(emoji, (each) => [each, shape] as const)),
);

/** The icon of a page: its emoji, drawn as a coloured line icon, so that it looks the same without an emoji font. */
export function pageIcon(emoji: string | undefined, fallback: IconName, size = 20): Branch {
  if (emoji === undefined) return drawn(icon(fallback, size), 'gra', {});
  const letters = Array.from(emoji);
  const seed = letters.reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 0);
  const known = letters.map((letter) => BY_EMOJI.get(letter)).find((shape) => shape !== undefined);
  const shape = known ?? SPARE[seed % SPARE.length] ?? fallback;
  return drawn(icon(shape, size), INKS[seed % INKS.length] ?? 'gra', { role: 'img', 'aria-label': emoji });
}

function drawn(picture: Branch, ink: (typeof INKS)[number], name: Readonly<Record<string, string>>): Branch {
  const style = `flex:none;line-height:0;color:var(--c-${ink}Tex)`;
  return h('span', { class: 'notion-record-icon notranslate', ...name, style }, picture);
}
