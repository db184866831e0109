import { isObject, textField, type JsonObject } from '../exchange.ts';
import { opaqueId } from '../random.ts';
import { best, centrality, relevance } from './central.ts';
import type { Piece } from './events.ts';
import { fillSchema } from './fill-schema.ts';
import type { SimulatedModel } from './models.ts';
import { textOf, turnsOf } from './prompt.ts';
import { citableSources, fencedIn, instructionOf, outsideFences, plainSources, type Source } from './sources.ts';
import { contentWords } from './words.ts';

const SUMMARIZE =
  /\b(summar\w*|condens\w*|brief|overview|digest|key points|main points|recap|tl;?dr|zusammenfass\w*|fass\w* .* zusammen|überblick|résum\w*|resum\w*)\b|要約|まとめ|概要|总结|摘要|لخص|ملخص|تلخيص/i;
const CONTINUE = /\b(continue|carry on|go on from|pick up)\b/i;

/**
 * The simulated model: it answers from the text that it was given and from nothing else, the same way every time.
 * It finds its task in the plain words of the request.
 */
export function compose(body: JsonObject, model: SimulatedModel, random: () => number): Piece[] {
  const pieces = answer(body, random);
  return thinks(body, model) ? [think(body), ...pieces] : pieces;
}

function answer(body: JsonObject, random: () => number): Piece[] {
  const cited = citableSources(body);
  const sources = cited.length > 0 ? cited : plainSources(body);
  const instruction = instructionOf(body);
  const format = isObject(body['output_config']) ? body['output_config']['format'] : undefined;
  if (isObject(format) && format['type'] === 'json_schema')
    return [text(JSON.stringify(fillSchema(format['schema'], sources, instruction)))];
  const call = toolCall(body, instruction, random);
  if (call) return [call];
  const rest = CONTINUE.test(instruction) ? continuation(body, random) : undefined;
  if (rest) return rest;
  const wanted = wantedWords(`${instruction} ${systemText(body)}`);
  if (SUMMARIZE.test(instruction) || (SUMMARIZE.test(systemText(body)) && !instruction.includes('?'))) {
    return sources.length === 0 ? [text('There is no text here to summarize.')] : condense(sources, wanted);
  }
  return reply(sources, questionOf(instruction), body);
}

function text(value: string): Piece {
  return { type: 'text', text: value, citations: [] };
}

function quote(source: Source): Piece {
  return { type: 'text', text: source.text, citations: source.cite ? [source.cite(source.given)] : [] };
}

function systemText(body: JsonObject): string {
  const system = body['system'];
  return typeof system === 'string' ? system : Array.isArray(system) ? textOf(system.filter(isObject)) : '';
}

/** Where there are several lines, the question is the last one that asks. */
function questionOf(instruction: string): string {
  const lines = instruction.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => /[?？؟]/.test(line)) ?? lines.at(-1) ?? '';
}

/** From 60 to 250, by the words that speak of length. */
function wantedWords(request: string): number {
  const exact = /\b(\d{2,3})\s*(?:words|wörter)/i.exec(request)?.[1];
  if (exact !== undefined) return Math.min(250, Math.max(60, Number(exact)));
  if (/\b(detailed|long(?:er)?|thorough|in depth|ausführlich)\b/i.test(request)) return 250;
  if (/\b(short|one sentence|few sentences|concise|kurz)\b/i.test(request)) return 70;
  return 140;
}

const SECTIONS: readonly (readonly [heading: string, cue: RegExp])[] = [
  ['Decisions', /\b(decid|decision|agreed|approved|we will|beschlossen|entschied)|決定|決まり|قرر/i],
  [
    'Dates',
    /\b(20\d\d|january|february|march|april|june|july|august|september|october|november|december|deadline|due)\b|\d月|\d{1,2}\.\s?(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)/i,
  ],
  ['Open questions', /[?？؟]|\b(open question|unclear|to be decided|tbd|not yet|offen|noch nicht)\b|未定/i],
];

/** Markdown from the most central sentences, then the sentences that decide, date or ask. */
function condense(sources: readonly Source[], words: number): Piece[] {
  const scores = centrality(sources);
  const count = Math.max(3, Math.round(words / 22));
  const central = best(sources, scores, count);
  const used = new Set(central);
  const [lead = sources[0], ...points] = central;
  const pieces: Piece[] = lead ? [quote(lead)] : [];
  const list = (heading: string, items: readonly Source[]): void => {
    if (items.length === 0) return;
    pieces.push(text(`\n\n## ${heading}\n`));
    for (const item of items) {
      used.add(item);
      pieces.push(text('\n- '), quote(item));
    }
  };
  list('Main points', points);
  for (const [heading, cue] of SECTIONS) {
    const found = sources.map((source, index) =>
      cue.test(source.text) && !used.has(source) && !source.heading ? (scores[index] ?? 0) + 0.01 : 0,
    );
    list(heading, best(sources, found, 2));
  }
  return joinPlain(pieces);
}

/** Quotes what fits the question best; says so when nothing does. */
function reply(sources: readonly Source[], question: string, body: JsonObject): Piece[] {
  if (sources.length === 0) {
    const earlier = turnsOf(body).length > 1 ? ' and nothing was given before that answers it' : '';
    return [
      text(
        `You said: “${question.slice(0, 300)}”. There is no page text with it${earlier}, so there is nothing here to answer from.`,
      ),
    ];
  }
  const scores = relevance(sources, question);
  const top = Math.max(...scores);
  const found = best(
    sources,
    scores.map((score) => (score >= top * 0.6 ? score : 0)),
    3,
  ).filter((source) => !source.heading);
  if (top <= 0 || found.length === 0) return [text('The pages given here do not say anything about that.')];
  const ordered = found.toSorted((a, b) => (scores[sources.indexOf(b)] ?? 0) - (scores[sources.indexOf(a)] ?? 0));
  const pieces: Piece[] = [text('According to the page: ')];
  for (const [index, source] of ordered.entries()) pieces.push(...(index > 0 ? [text('\n\n')] : []), quote(source));
  return joinPlain(pieces);
}

/** Text without citations is one block as far as it goes, as the API gives it. */
function joinPlain(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last?.type === 'text' && piece.type === 'text' && last.citations.length === 0 && piece.citations.length === 0) {
      joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    } else joined.push(piece);
  }
  return joined;
}

/** The rest of an answer that was cut: what the same question gives, from where the quoted part ends. */
function continuation(body: JsonObject, random: () => number): Piece[] | undefined {
  const messages = Array.isArray(body['messages']) ? body['messages'].filter(isObject) : [];
  const turns = turnsOf(body);
  const last = turns.at(-1);
  const asked = turns.slice(0, -1).findLastIndex((turn) => turn.role === 'user');
  if (!last || asked < 0) return undefined;
  const whole = answer({ ...body, messages: messages.slice(0, asked + 1) }, random);
  const quoted =
    fencedIn(textOf(last.content)).at(-1) ?? textOf(turns.findLast((turn) => turn.role === 'assistant')?.content ?? []);
  return after(whole, quoted.trim());
}

function after(pieces: readonly Piece[], said: string): Piece[] | undefined {
  const all = pieces.map((piece) => (piece.type === 'text' ? piece.text : ''));
  if (said === '' || !all.join('').startsWith(said)) return undefined;
  let skip = said.length;
  return pieces.flatMap((piece, index) => {
    const length = all[index]?.length ?? 0;
    const cut = Math.min(skip, length);
    skip -= cut;
    return piece.type === 'text' && cut < length ? [{ ...piece, text: piece.text.slice(cut) }] : [];
  });
}

/** A tool whose name or description fits what is asked, once; its results are then answered from. */
function toolCall(body: JsonObject, instruction: string, random: () => number): Piece | undefined {
  const tools = Array.isArray(body['tools']) ? body['tools'].filter(isObject) : [];
  const choice = isObject(body['tool_choice']) ? String(body['tool_choice']['type']) : 'auto';
  const answered =
    turnsOf(body)
      .at(-1)
      ?.content.some((block) => block['type'] === 'tool_result') ?? false;
  if (tools.length === 0 || choice === 'none' || answered) return undefined;
  const named = isObject(body['tool_choice']) ? body['tool_choice']['name'] : undefined;
  const asked = new Set(contentWords(outsideFences(instruction)));
  const fits = tools.map(
    (tool) =>
      contentWords(`${String(tool['name']).replaceAll('_', ' ')} ${textField(tool, 'description')}`).filter((word) =>
        asked.has(word),
      ).length,
  );
  const most = Math.max(...fits);
  const tool =
    tools.find((candidate) => candidate['name'] === named) ??
    (most > 1 || choice === 'any' ? tools[fits.indexOf(most)] : undefined);
  if (!tool) return undefined;
  const input = fillSchema(tool['input_schema'], [], questionOf(instruction));
  return {
    type: 'tool_use',
    id: opaqueId('toolu_', random),
    name: String(tool['name']),
    input: isObject(input) ? input : {},
  };
}

function thinks(body: JsonObject, model: SimulatedModel): boolean {
  const thinking = isObject(body['thinking']) ? body['thinking']['type'] : undefined;
  return model.alwaysThinks || thinking === 'adaptive' || thinking === 'enabled';
}

/** The thinking itself is shown only when it is asked for. */
function think(body: JsonObject): Piece {
  const thinking = isObject(body['thinking']) ? body['thinking'] : {};
  const shown = thinking['display'] === 'summarized' || thinking['type'] === 'enabled';
  const words = `The request: ${instructionOf(body).slice(0, 160)}. I look for the passages that fit and quote them.`;
  return { type: 'thinking', thinking: shown ? words : '', signature: Buffer.from(words).toString('base64') };
}
