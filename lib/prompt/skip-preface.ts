/** How models begin when they talk about going on before they do. */
const OPENERS = [
  'sure',
  'certainly',
  'of course',
  'absolutely',
  'okay',
  'ok',
  'understood',
  'here',
  'continuing',
  'continued',
  'let me',
  'sorry',
  'apologies',
  'natürlich',
  'gerne',
  'klar',
  'hier',
  'bien sûr',
  'voici',
  'claro',
  'por supuesto',
  'certo',
  'はい',
  '承知',
  '以下',
  '続き',
  '好的',
  '当然',
  'بالتأكيد',
  'حسن',
  'בטח',
  'כמובן',
] as const;

/** Words by which a preface says that it is one. Without them the sentence may belong to the answer. */
const GOES_ON =
  /continu|left off|cut off|the rest|remain|pick(?:ing)? up|resum|weiter|fortsetz|\brest|la suite|resto|seguito|続|继续|繼續|接着|המשך|תابع|تابع|متابعة|أكمل/iu;
const ALONE = /^\s*(?:sure|certainly|of course|absolutely|okay|ok|understood)[.!,]*\s*$/i;
const LONGEST = 200;
const DOTS = /^\s*(?:\.{3}|…)+/;
const FENCE = /^\s*(?:```|~~~)([\w+-]*)[ \t]*\n/;
const FENCE_SO_FAR = /^\s*(?:`{1,2}|~{1,2}|(?:```|~~~)[\w+-]*)$/;

/** Where a continuation begins: behind dots that stand for the part before, and behind a sentence about going on. */
export interface Beginning {
  readonly at: number;
  /** Length of a fence that opens there, where the text already stands in one or needs none. */
  readonly fence: number;
  /** The fence was put around all of it, and ends with it. */
  readonly wraps: boolean;
}

/** Finds the beginning; `undefined` while more has to arrive to tell. */
export function skipPreface(said: string, next: string, whole: boolean): Beginning | undefined {
  const dots = DOTS.exec(next)?.[0].length ?? 0;
  const sentence = sentenceAt(next.slice(dots), whole);
  if (sentence === undefined) return undefined;
  const at = dots + sentence;
  const rest = next.slice(at);
  if (!whole && FENCE_SO_FAR.test(rest)) return undefined;
  const [line = '', language = ''] = FENCE.exec(rest) ?? [];
  const wraps = /^(?:markdown|md)$/i.test(language) && !isInFence(said);
  const again = language !== '' && isInFence(said);
  return { at, fence: wraps || again ? line.length : 0, wraps };
}

/** Length of a sentence about going on, with what is blank behind it; 0 for none. */
function sentenceAt(next: string, whole: boolean): number | undefined {
  const start = next.trimStart().toLowerCase();
  const lead = next.length - next.trimStart().length;
  const opens = OPENERS.some((opener) => start.startsWith(opener));
  if (!opens) return !whole && OPENERS.some((opener) => opener.startsWith(start)) ? undefined : 0;
  const line = /^[^\n]*/.exec(next.slice(lead))?.[0] ?? '';
  const complete = whole || lead + line.length < next.length;
  const colon = line.search(/[:：]/);
  if (colon >= 0 && colon < LONGEST && GOES_ON.test(line.slice(0, colon))) return blankBehind(next, lead + colon + 1);
  if (!complete) return line.length < LONGEST ? undefined : 0;
  const isPreface =
    line.length < LONGEST && lead + line.length < next.length && (ALONE.test(line) || GOES_ON.test(line));
  return isPreface ? blankBehind(next, lead + line.length) : 0;
}

const blankBehind = (text: string, at: number): number => at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);

/** Whether a text ends within a fenced block of code. */
function isInFence(text: string): boolean {
  let open: string | undefined;
  for (const [, mark] of text.matchAll(/^[ \t]*(```|~~~)/gm)) {
    if (open === undefined) open = mark;
    else if (open === mark) open = undefined;
  }
  return open !== undefined;
}
