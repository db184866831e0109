import { notionAddress } from './addresses.ts';
import { markdownColor } from './colors.ts';
import type { Mentioned, Run } from './document.ts';
import { escapeAddress, escapeAttribute, escapeText } from './escape.ts';
import { settleRuns } from './settle-runs.ts';
import { wordsOf } from './runs.ts';

/** A mark around text: what opens it and what closes it. Equal openings are one mark. */
interface Wrap {
  readonly opens: string;
  readonly closes: string;
}

/** Runs as Markdown on one line, the same in both dialects. Marks that neighbours share stand around them all. */
export function writeRuns(runs: readonly Run[]): string {
  const settled = settleRuns(runs);
  let open: readonly Wrap[] = [];
  let written = '';
  for (const [at, run] of settled.entries()) {
    const wanted = wrapsOf(run);
    const shared = open.findIndex(
      (wrap, depth) => wrap.opens !== wanted[depth]?.opens || wrap.closes !== wanted[depth]?.closes,
    );
    const kept = shared === -1 ? open.length : shared;
    written +=
      closing(open.slice(kept)) +
      wanted
        .slice(kept)
        .map(({ opens }) => opens)
        .join('');
    const next = settled[at + 1];
    written += leafOf(run, next === undefined ? '' : wordsOf(next).charAt(0));
    open = wanted;
  }
  return written + closing(open);
}

const closing = (wraps: readonly Wrap[]): string =>
  wraps
    .toReversed()
    .map(({ closes }) => closes)
    .join('');

/** From the outside in. */
function wrapsOf(run: Run): readonly Wrap[] {
  const link = run.kind === 'text' && !isCitation(run) ? run.link : undefined;
  const wraps: (Wrap | false)[] = [
    link !== undefined && { opens: '[', closes: `](${escapeAddress(link)})` },
    run.color !== undefined && { opens: `<span color="${markdownColor(run.color)}">`, closes: '</span>' },
    run.underline === true && { opens: '<span underline="true">', closes: '</span>' },
    run.strikethrough === true && { opens: '~~', closes: '~~' },
    run.bold === true && { opens: '**', closes: '**' },
    run.italic === true && { opens: '*', closes: '*' },
  ];
  return wraps.filter((wrap) => wrap !== false);
}

/** What Notion writes as `[^address]`: the mark of a source, which has no words. */
const isCitation = (run: Run): boolean =>
  run.kind === 'text' && run.text === CITATION && run.link !== undefined && /^[^\]\s]+$/.test(run.link);

/** The words of a run that is the mark of a source. */
export const CITATION = '[^]';

function leafOf(run: Run, next: string): string {
  if (run.kind === 'equation') return equationOf(run.expression.replaceAll('\n', ' '), next);
  if (run.kind === 'mention') return mentionOf(run.mention, run.text);
  if (isCitation(run)) return `[^${run.link ?? ''}]`;
  return run.code ? codeOf(run.text) : escapeText(run.text);
}

/** Code between one backtick as it is; with backticks in it between more of them, a space inside. */
function codeOf(text: string): string {
  const fence = fenceFor(text, 0);
  return fence.length === 1 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

/** More backticks than stand in a row anywhere in the text. */
export const fenceFor = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, 1 + (text.match(/`+/g) ?? []).reduce((most, ticks) => Math.max(most, ticks.length), 0)));

/** Between two signs of dollars; with backticks inside them where it could be taken for a sum of money or for text. */
function equationOf(expression: string, next: string): string {
  const isPlain = /^(?!\s)[^$`<]*(?<![\s\\])$/.test(expression) && !/\d/.test(next);
  if (isPlain) return `$${expression}$`;
  const fence = fenceFor(expression, 0);
  return fence.length === 1 ? `$\`${expression}\`$` : `$${fence} ${expression} ${fence}$`;
}

const SCHEMES = { person: 'user://', agent: 'agent://', 'data-source': 'collection://' } as const;

function mentionOf(mention: Mentioned, text: string): string {
  if (mention.of === 'date') return `<mention-date${dateAttributes(mention)}/>`;
  const name = `mention-${mention.of === 'person' ? 'user' : mention.of}`;
  const address =
    mention.of === 'page' || mention.of === 'database'
      ? notionAddress(mention.id)
      : escapeAttribute(SCHEMES[mention.of] + mention.id);
  const words = escapeText(text.replaceAll(/[\n\r]/g, ' '));
  return words === '' ? `<${name} url="${address}"/>` : `<${name} url="${address}">${words}</${name}>`;
}

/** A day, or a day and a time of day where it has one in minutes; anything else as it stands. */
function dateAttributes({ start, end, timeZone }: Extract<Mentioned, { readonly of: 'date' }>): string {
  const moment = (name: string, value: string): string => {
    const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/.exec(value) ?? [];
    if (day === undefined || time === undefined) return ` ${name}="${escapeAttribute(value)}"`;
    return ` ${name}="${day}" ${name}Time="${time}"`;
  };
  const zone = timeZone === undefined ? '' : ` timeZone="${escapeAttribute(timeZone)}"`;
  return moment('start', start) + (end === undefined ? '' : moment('end', end)) + zone;
}
