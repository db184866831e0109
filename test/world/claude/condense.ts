import { best, centrality } from './central.ts';
import type { Piece } from './events.ts';
import { joinUncited, quote, say } from './say.ts';
import type { Source } from './sources.ts';

interface Part {
  /** Empty for bullets without a heading. */
  readonly heading: string;
  readonly as: 'lead' | 'points' | RegExp;
}

/** What a heading asks for, by its words; anything else asks for the points that matter most. */
const CUES: readonly (readonly [heading: RegExp, as: Part['as']])[] = [
  [/tl;?dr|scope|in short|summary/i, 'lead'],
  [/decision/i, /\b(decid|decision|agreed|approved|we will|beschlossen|entschied)|決定|決め|قرر/i],
  [/open question/i, /[?？؟]|\b(open question|unclear|to be decided|tbd|not yet|offen|noch nicht)\b|未定/i],
  [
    /date|timeline/i,
    /\b20\d\d\b|\b(january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember)\b|\d月/i,
  ],
  [/budget|cost/i, /[€$£¥]|\b(budget|euros?|eur|cost|spent|paid|kosten|ausgegeben)\b|予算|円|ميزانية/i],
  [
    /stakeholder|people|owner/i,
    /\b(lead|owner|owns|approver?|approved by|members?|team|responsible|leitet|verantwortlich)\b|担当|فريق/i,
  ],
  [/depend/i, /\b(depends?|dependency|blocked|blocks|waits?|until|needs|requires|wartet|braucht)\b/i],
  [/risk/i, /\b(risks?|may fail|could fail|problem|delay|late|worry|threat|risiko|gefahr)\b|リスク|خطر/i],
  [
    /next step|action|task/i,
    /\b(next|to do|todo|will|must|should|by (?:mon|tues|wednes|thurs|fri)day|als nächstes|muss|soll)\b|次に/i,
  ],
];

/** Without an outline in the request. */
const USUAL: readonly Part[] = [
  { heading: '', as: 'lead' },
  ...['Main points', 'Decisions', 'Dates', 'Open questions'].map(partOf),
];

/** Markdown under the headings that the request names, out of the sentences that matter most; bullets cite. */
export function condense(sources: readonly Source[], instruction: string): Piece[] {
  if (sources.length === 0) return [say('There is no text here to condense.')];
  const scores = centrality(sources);
  const room = { words: wordsAsked(instruction), points: Number(/and (\d+) points/.exec(instruction)?.[1] ?? 6) };
  const used = new Set<Source>();
  const pieces: Piece[] = [];
  for (const part of partsOf(instruction)) {
    const written = writePart(part, sources, scores, used, room);
    const heading = part.heading === '' ? '' : `${pieces.length > 0 ? '\n\n' : ''}## ${part.heading}\n`;
    if (written.length > 0) pieces.push(say(heading), ...written);
    else if (instruction.includes('"Not stated:"'))
      pieces.push(say(`${heading}\n- Not stated: ${part.heading.toLowerCase()}`));
  }
  return pieces.length === 0 ? [say('There is no text here to condense.')] : joinUncited(pieces);
}

function partsOf(instruction: string): readonly Part[] {
  if (/\bno headings\b/i.test(instruction)) return [{ heading: '', as: 'points' }];
  const named = [...instruction.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => partOf(heading.trim()));
  return named.length > 0 ? named : USUAL;
}

function partOf(heading: string): Part {
  return { heading, as: CUES.find(([pattern]) => pattern.test(heading))?.[1] ?? 'points' };
}

/** 140 when nothing is said, never above 250. */
function wordsAsked(instruction: string): number {
  const asked = /\b(\d{2,4}) words\b/i.exec(instruction)?.[1];
  return asked === undefined ? 140 : Math.min(250, Number(asked));
}

/** The title again, Notion's bookkeeping, and a row that only names columns. */
const IDLE = /^(?:title|(?:(?:last )?edited|created)\b[^:]{0,20}):|^(?:\s*[^\s|\d]+(?: [^\s|\d]+)?\s*(?:\||$)){2,}$/i;
const PROPERTY = /^[^\s:.!?|][^:.!?|]{0,40}:\s/;
const STATEMENT = /[.!。！…]["'”’»)\]]*$/;

/** How well a text opens a summary: a whole sentence does, a property never, a row or a bare item only for want of one. */
function leads(text: string): number {
  if (PROPERTY.test(text)) return 0;
  return STATEMENT.test(text) && !text.includes(' | ') ? 1 : 0.01;
}

function writePart(
  { as, heading }: Part,
  sources: readonly Source[],
  scores: readonly number[],
  used: Set<Source>,
  room: { words: number; readonly points: number },
): Piece[] {
  const fits = (source: Source): boolean =>
    !source.heading &&
    !used.has(source) &&
    !IDLE.test(source.text) &&
    (!(as instanceof RegExp) || as.test(source.text));
  const own = sources.map((source, index) =>
    fits(source)
      ? (scores[index] ?? 0) * (as === 'lead' ? leads(source.text) : 1) + (as instanceof RegExp ? 0.01 : 0)
      : 0,
  );
  const chosen = best(sources, own, as === 'lead' ? 1 : as instanceof RegExp ? Math.min(3, room.points) : room.points);
  const pieces: Piece[] = [];
  for (const source of chosen) {
    const piece = quote(source, as === 'lead' ? 2 : 1, (sentence) =>
      as instanceof RegExp && as.test(sentence) ? 1 : 0,
    );
    const words = wordCount(piece);
    const said = [...used].some(({ text }) => text === source.text);
    if (said || (room.words < words && used.size > 0)) continue;
    room.words -= words;
    used.add(source);
    if (as === 'lead') pieces.push(...(heading === '' ? [] : [say('\n')]), piece);
    else pieces.push(say(heading === '' && pieces.length === 0 ? '- ' : '\n- '), piece);
  }
  return pieces;
}

/** A script without spaces counts two characters a word. */
function wordCount(piece: Piece): number {
  const text = piece.type === 'text' ? piece.text : '';
  return Math.max(
    text.split(/\s+/).length,
    Math.round((text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0) / 2),
  );
}
