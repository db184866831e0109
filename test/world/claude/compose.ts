import { isObject, textField, type JsonObject } from '../exchange.ts';
import { opaqueId } from '../random.ts';
import { answerQuestion } from './answer-question.ts';
import { condense } from './condense.ts';
import type { Piece } from './events.ts';
import { fillSchema } from './fill-schema.ts';
import type { SimulatedModel } from './models.ts';
import { textOf, turnsOf } from './prompt.ts';
import { rankResults } from './rank-results.ts';
import { say } from './say.ts';
import { citableSources, fencedIn, instructionOf, plainSources } from './sources.ts';
import { systemText } from './system-text.ts';
import { contentWords } from './words.ts';

const CONDENSE =
  /\b(summar\w*|condens\w*|brief(?:ing)?|overview|digest|key points|main points|recap|tl;?dr|zusammenfass\w*|fass\w* .* zusammen|überblick|résum\w*|resum\w*)\b|要約|まとめ|概要|总结|摘要|لخص|ملخص|تلخيص/i;
const RANK = /\bnumbers of all results\b/i;
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
  if (isObject(format) && format['type'] === 'json_schema') {
    return [say(JSON.stringify(fillSchema(format['schema'], sources, instruction)))];
  }
  if (RANK.test(systemText(body))) {
    const [query = '', ...results] = fencedIn(textOf(turnsOf(body).at(-1)?.content ?? []));
    return [say(rankResults(query, results))];
  }
  const call = toolCall(body, instruction, random);
  if (call) return [call];
  const rest = CONTINUE.test(instruction) ? continuation(body, random) : undefined;
  if (rest) return rest;
  const question = questionIn(instruction);
  const condenses = question === undefined && CONDENSE.test(`${instruction}\n${systemText(body)}`);
  return condenses ? condense(sources, instruction) : answerQuestion(sources, question ?? lastLine(instruction));
}

/** What stands behind "Question:", else the last line that asks; `undefined` where the request tells what to do. */
function questionIn(instruction: string): string | undefined {
  const marked = /^question:\s*(.+)/ims.exec(instruction)?.[1];
  if (marked !== undefined) return marked;
  if (CONDENSE.test(instruction)) return undefined;
  return instruction.split('\n').findLast((line) => /[?？؟]/.test(line));
}

function lastLine(instruction: string): string {
  return instruction.split('\n').findLast((line) => line.trim() !== '') ?? '';
}

/** The rest of an answer that was cut: what the same request gives, from where the quoted part ends. */
function continuation(body: JsonObject, random: () => number): Piece[] | undefined {
  const messages = Array.isArray(body['messages']) ? body['messages'].filter(isObject) : [];
  const turns = turnsOf(body);
  const last = turns.at(-1);
  const asked = turns.slice(0, -1).findLastIndex((turn) => turn.role === 'user');
  if (!last || asked < 0) return undefined;
  const whole = answer({ ...body, messages: messages.slice(0, asked + 1) }, random);
  const said = textOf(turns.findLast((turn) => turn.role === 'assistant')?.content ?? []);
  const quoted = fencedIn(textOf(last.content)).at(-1) ?? said;
  return behind(whole, quoted.trim());
}

/** The pieces behind the place where they say `end`. */
function behind(pieces: readonly Piece[], end: string): Piece[] | undefined {
  const texts = pieces.map((piece) => (piece.type === 'text' ? piece.text : ''));
  const tail = end.slice(-60);
  const at = tail === '' ? -1 : texts.join('').lastIndexOf(tail);
  if (at < 0) return undefined;
  let skip = at + tail.length;
  return pieces.flatMap((piece, index) => {
    const cut = Math.min(skip, texts[index]?.length ?? 0);
    skip -= cut;
    return piece.type === 'text' && cut < piece.text.length ? [{ ...piece, text: piece.text.slice(cut) }] : [];
  });
}

/** A tool whose name or description fits what is asked, once; its results are then answered from. */
function toolCall(body: JsonObject, instruction: string, random: () => number): Piece | undefined {
  const tools = Array.isArray(body['tools']) ? body['tools'].filter(isObject) : [];
  const choice = isObject(body['tool_choice']) ? body['tool_choice'] : { type: 'auto' };
  const answered =
    turnsOf(body)
      .at(-1)
      ?.content.some((block) => block['type'] === 'tool_result') ?? false;
  if (tools.length === 0 || choice['type'] === 'none' || answered) return undefined;
  // What opens a conversation speaks of searches and pages; the person's own words decide.
  const asked = new Set(contentWords(/^Message:\s*(.+)/ims.exec(instruction)?.[1] ?? instruction));
  const fits = tools.map((tool) => {
    const name = contentWords(textField(tool, 'name').replaceAll('_', ' '));
    // A description is long and names many things: what is asked has to name the tool itself.
    if (name.length === 0 || name.some((word) => !asked.has(word))) return 0;
    return [...name, ...contentWords(textField(tool, 'description'))].filter((word) => asked.has(word)).length;
  });
  const most = Math.max(...fits);
  const fitting = most > 1 || choice['type'] === 'any' ? tools[fits.indexOf(most)] : undefined;
  const tool = tools.find((candidate) => candidate['name'] === choice['name']) ?? fitting;
  if (!tool) return undefined;
  const input = fillSchema(tool['input_schema'], [], questionIn(instruction) ?? lastLine(instruction));
  const id = opaqueId('toolu_', random);
  return { type: 'tool_use', id, name: textField(tool, 'name'), input: isObject(input) ? input : {} };
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
