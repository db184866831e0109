/** An opening this long that stands in the first part too is no chance; a whole heading is none at any length. */
const LEAST_OPENING = 40;
const LEAST_LINE = 20;
/** A cut line that is met again settles the seam at once when it is this long, else only when all has arrived. */
const SURE_LINE = 12;
const LEAST_CUT = 4;

/**
 * Where a continuation that tells the first part once more gets past it. Words may differ: then it is taken up at the
 * line that stands where the first part was cut, counted from the last heading that both have.
 * @returns `undefined` when it tells nothing twice, `unknown` while more has to arrive to tell
 */
export function retoldUntil(
  said: string,
  told: string,
  whole: boolean,
): { readonly at: number; readonly glue: string } | 'unknown' | undefined {
  const back = placeOf(openingOf(told), said);
  if (back === undefined) return undefined;
  const region = said.slice(back);
  const cut = region.slice(region.lastIndexOf('\n') + 1).trim();
  const line = lineStarting(told, cut);
  if (line !== undefined && (whole || cut.length >= SURE_LINE)) return { at: line, glue: '' };
  if (!whole) return 'unknown';
  return { at: pastSame(region, told), glue: cut === '' ? '' : '\n' };
}

/** The first line where it is whole and says enough, else the first characters. */
function openingOf(told: string): string | undefined {
  const text = told.trimStart();
  const [line = '', ...more] = text.split('\n');
  const says = /^#{1,6} \S/.test(line) || line.trimEnd().length >= LEAST_LINE;
  if (more.length > 0 && says) return `${line.trimEnd()}\n`;
  return text.length >= LEAST_OPENING ? text.slice(0, LEAST_OPENING) : undefined;
}

function placeOf(opening: string | undefined, said: string): number | undefined {
  if (opening === undefined) return undefined;
  const at = said.lastIndexOf(opening);
  return at < 0 || (at > 0 && said[at - 1] !== '\n') ? undefined : at;
}

/** The place behind `cut` in the first line but the opening that begins with it. */
function lineStarting(told: string, cut: string): number | undefined {
  if (cut.length < LEAST_CUT) return undefined;
  const at = told.indexOf(`\n${cut}`);
  return at < 0 ? undefined : at + 1 + cut.length;
}

/** Behind as many lines of the retold part as the first part has whole, from the last heading that both have. */
function pastSame(region: string, told: string): number {
  const lines = region.split('\n').slice(0, -1);
  const shared = lines.findLastIndex((line) => isHeading(line) && told.includes(`${line}\n`));
  const heading = shared < 0 ? undefined : `${lines[shared] ?? ''}\n`;
  let at = heading === undefined ? 0 : told.indexOf(heading) + heading.length;
  let left = lines.slice(shared + 1).filter((line) => line.trim() !== '').length;
  while (left > 0) {
    const end = told.indexOf('\n', at);
    const line = told.slice(at, end < 0 ? undefined : end);
    if (isHeading(line)) break;
    if (line.trim() !== '') left -= 1;
    if (end < 0) return told.length;
    at = end + 1;
  }
  return at;
}

const isHeading = (line: string): boolean => /^#{1,6} \S/.test(line);
