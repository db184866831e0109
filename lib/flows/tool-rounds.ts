import { Failure } from '../base/failure.ts';
import { MOST_ROUNDS } from '../chat/tools/limits.ts';
import { behindUses } from '../chat/tools/turns.ts';
import type { Answer } from '../jobs/answer.ts';
import { contentsOfUses } from '../jobs/contents-of.ts';
import { nextRound } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import type { ModelPort, ModelRequest } from '../models/answer-event.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { together } from '../policy/class-of.ts';
import type { Classed, Contents } from '../policy/class-of.ts';
import type { Route } from '../models/route.ts';
import { TOOL_RULES } from '../prompt/tool-rules.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { attemptAnswer } from './attempt-answer.ts';
import type { Asking } from './attempt-answer.ts';
import type { Toolbox } from './chat-tools.ts';
import type { AttemptHooks } from './climb.ts';
import type { Bill } from './keep-spending.ts';
import { goOnFrom } from './request-for.ts';
import type { Rung } from './rungs.ts';
import type { Tally } from './tally.ts';

interface Rounds {
  readonly ports: Pick<AnswerPorts, 'model' | 'judge'>;
  /** Where the words of the request come from, but for what its tools bring. */
  readonly contents: Contents;
  readonly bill: Bill;
  readonly tally: Tally;
  readonly toolbox: Toolbox | undefined;
  readonly rung: Rung;
  /** The answer that this one goes on from. */
  readonly earlier: Answer | undefined;
}

interface Telling {
  /** The answer's whole text so far. */
  textOf(draft: Draft): string;
  /** Told before calls are answered: what is stored with them. */
  calls(draft: Draft): void;
  /** Told of what goes out with what the tools have brought. */
  sends(contents: Contents, classed: Classed): void;
}

/**
 * One answer of one model: asked once, and once more behind each round of calls, until it calls no more. Each request is
 * paid by itself.
 * @throws Failure as `attemptAnswer` does, and `tool-misused` where it goes on calling when nothing is answered any more
 */
export async function answerInRounds(
  { ports, contents, bill, tally, toolbox, rung, earlier }: Rounds,
  asking: Asking,
  telling: Telling,
  signal: AbortSignal,
  hooks: AttemptHooks,
): Promise<Draft> {
  const { route, facts } = rung;
  const { contextTokens } = facts;
  const payee = (draft: Draft) => ({ ...route, model: draft.model ?? route.model });
  const base = toolbox === undefined ? asking.request : withRules(asking.request, facts.tools !== false);
  let draft = asking.from;
  let inputTokens = 0;
  let isOver = false;
  const roundOf = () => {
    const { costUsd } = tally.with(route, NO_USAGE);
    const spent = { inputTokens, ...(costUsd === undefined ? {} : { costUsd }) };
    const model = draft.model ?? route.model;
    return { at: telling.textOf(draft).length, model, request: asking.request, contextTokens, spent };
  };

  if (toolbox !== undefined) {
    telling.calls(draft);
    await toolbox.takeUp(roundOf(), signal);
  }
  for (let round = 1; ; round += 1) {
    const text = telling.textOf(draft);
    const request = requestBehind(base, toolbox, earlier, text === '' ? (earlier?.text ?? '') : text, rung);
    const port = await wayFor({ ports, toolbox, contents, bill }, route, telling);
    draft = await attemptAnswer(port, route, { ...asking, request, from: draft }, signal, hooks);
    const { calls = [], usage } = draft;
    if (toolbox === undefined || draft.stopped !== 'tools' || calls.length === 0) return draft;
    tally.add(payee(draft), usage);
    inputTokens += usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
    draft = { ...draft, usage: NO_USAGE };
    // Told once that no more is answered, it calls all the same.
    if (isOver || round >= MOST_ROUNDS) return ended(draft, telling, route.model);
    telling.calls(draft);
    isOver = !(await toolbox.answer(calls, roundOf(), signal));
    hooks.alive();
    draft = nextRound(draft);
  }
}

/** The way for what goes out now: what the tools brought may be kept closer than what the answer began with. */
async function wayFor(
  { ports, toolbox, contents, bill }: Pick<Rounds, 'ports' | 'toolbox' | 'contents' | 'bill'>,
  { provider }: Route,
  telling: Telling,
): Promise<ModelPort> {
  const uses = toolbox?.uses() ?? [];
  if (uses.length === 0) return ports.model(provider, contents, bill);
  const sent = together(contents, contentsOfUses(uses));
  telling.sends(sent, (await ports.judge([], sent)).classed);
  return ports.model(provider, sent, bill);
}

/** A model that only calls has said what it had to say, or nothing. */
function ended(draft: Draft, telling: Telling, model: string): Draft {
  if (telling.textOf(draft).trim() !== '') return draft;
  throw new Failure({ code: 'tool-misused', model, detail: 'It went on calling and gave no answer.' });
}

function requestBehind(
  base: ModelRequest,
  toolbox: Toolbox | undefined,
  earlier: Answer | undefined,
  text: string,
  { route }: Rung,
): ModelRequest {
  const uses = toolbox?.uses() ?? [];
  const { request, rest } = behindUses(base, toolbox?.specs ?? [], text, uses);
  return earlier === undefined || rest === '' ? request : goOnFrom(earlier, rest, route, request);
}

const withRules = (request: ModelRequest, canCall: boolean): ModelRequest =>
  canCall ? { ...request, system: request.system + TOOL_RULES } : request;
