import { asObject, objectIn, textIn } from '../base/json.ts';
import type { Json } from '../base/json.ts';
import { parsePageId } from '../base/ids.ts';
import { colorOf } from './colors.ts';
import { cutText } from './cut-text.ts';
import { dateWords } from './date-words.ts';
import type { Marks, Mentioned, Run } from './document.ts';
import { LONGEST_TEXT } from './limits.ts';
import { joinRuns, marksOf } from './runs.ts';

/**
 * Runs as Notion's requests write them, text cut where it is too long for one item. A mention that requests cannot make
 * is the text that it shows.
 */
export const toApiRuns = (runs: readonly Run[]): readonly Json[] =>
  joinRuns(runs)
    .flatMap(cutRun)
    .map((run) => {
      const annotations = marksOf(run);
      return { ...content(run), ...(Object.keys(annotations).length > 0 && { annotations }) };
    });

/** A run as the items that a request holds of it. */
export const cutRun = (run: Run): readonly Run[] =>
  run.kind === 'text' && run.text.length > LONGEST_TEXT
    ? cutText(run.text, LONGEST_TEXT).map((text) => ({ ...run, text }))
    : [run];

function content(run: Run): Json {
  if (run.kind === 'equation') return { type: 'equation', equation: { expression: run.expression } };
  const mention = run.kind === 'mention' ? requestOf(run.mention) : undefined;
  if (mention) return { type: 'mention', mention };
  const link = run.kind === 'text' && run.link !== undefined ? { link: { url: run.link } } : {};
  return { type: 'text', text: { content: run.text, ...link } };
}

function requestOf(mention: Mentioned): Json | undefined {
  switch (mention.of) {
    case 'page':
    case 'database':
      return { type: mention.of, [mention.of]: { id: mention.id } };
    case 'person':
      return { type: 'user', user: { id: mention.id } };
    case 'date': {
      const { start, end, timeZone } = mention;
      return {
        type: 'date',
        date: { start, ...(end !== undefined && { end }), ...(timeZone !== undefined && { time_zone: timeZone }) },
      };
    }
    case 'data-source':
    case 'agent':
      return undefined;
  }
}

/** Runs from rich text as Notion's answers and requests write it. What is not rich text is left out. */
export function fromApiRuns(value: unknown): readonly Run[] {
  if (!Array.isArray(value)) return [];
  return joinRuns(
    value.flatMap((item: unknown) => {
      const json = asObject(item);
      return json ? [fromApiRun(json)] : [];
    }),
  );
}

function fromApiRun(json: Json): Run {
  const marks = marksIn(objectIn(json, 'annotations'));
  const shown = textIn(json, 'plain_text');
  const expression = textIn(objectIn(json, 'equation') ?? {}, 'expression');
  if (expression !== undefined) return { kind: 'equation', expression, ...marks };
  const mention = mentionIn(objectIn(json, 'mention'));
  if (mention)
    return { kind: 'mention', mention, text: shown ?? (mention.of === 'date' ? dateWords(mention) : ''), ...marks };
  const text = objectIn(json, 'text');
  const link = textIn(objectIn(text ?? {}, 'link') ?? {}, 'url') ?? (text ? undefined : textIn(json, 'href'));
  return {
    kind: 'text',
    text: textIn(text ?? {}, 'content') ?? shown ?? '',
    ...(link !== undefined && { link }),
    ...marks,
  };
}

function marksIn(annotations: Json = {}): Marks {
  const on = (name: string): boolean => annotations[name] === true;
  const color = colorOf(annotations['color']);
  return {
    ...(on('bold') && { bold: true }),
    ...(on('italic') && { italic: true }),
    ...(on('strikethrough') && { strikethrough: true }),
    ...(on('underline') && { underline: true }),
    ...(on('code') && { code: true }),
    ...(color !== undefined && { color }),
  };
}

function mentionIn(mention: Json | undefined): Mentioned | undefined {
  if (!mention) return undefined;
  const idOf = (name: string): string | undefined => textIn(objectIn(mention, name) ?? {}, 'id');
  for (const kind of ['page', 'database'] as const) {
    const id = parsePageId(idOf(kind) ?? '');
    if (id !== undefined) return { of: kind, id };
  }
  const person = idOf('user');
  if (person !== undefined) return { of: 'person', id: person };
  const date = objectIn(mention, 'date');
  const start = date && textIn(date, 'start');
  if (!date || start === undefined) return undefined;
  const end = textIn(date, 'end');
  const timeZone = textIn(date, 'time_zone');
  return { of: 'date', start, ...(end !== undefined && { end }), ...(timeZone !== undefined && { timeZone }) };
}
