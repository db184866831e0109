import type { ActivityFacts, ActivityNews } from '../activity/entry.ts';
import { Failure } from '../base/failure.ts';
import { describeFailure } from '../base/failure-words.ts';
import type { JobId } from '../base/ids.ts';
import { addressesInText } from '../chat/tools/addresses-in-text.ts';
import { overLimit } from '../chat/tools/limits.ts';
import type { Spent } from '../chat/tools/limits.ts';
import { specOf } from '../chat/tools/specs.ts';
import type { Told } from '../chat/tools/told.ts';
import { aboutCall } from '../chat/tools/words.ts';
import type { Job } from '../jobs/job.ts';
import type { ToolUse } from '../jobs/tool-use.ts';
import type { ModelRequest } from '../models/answer-event.ts';
import { modelName } from '../models/model-name.ts';
import type { ToolCall, ToolSpec } from '../models/tool.ts';
import type { Origin } from '../outbox/entry.ts';
import { fence } from '../prompt/fence.ts';
import { choiceOf, isReadTool, isWriteTool, READ_TOOLS, WRITE_TOOLS } from '../settings/tool-choice.ts';
import type { ToolName } from '../settings/tool-choice.ts';
import { runReadTool } from './chat-tools-read.ts';
import { entryIdOf, proposeByTool } from './chat-tools-write.ts';
import type { Work } from './work.ts';

/** What one answer may call, and what it has called so far. */
export interface Toolbox {
  readonly specs: readonly ToolSpec[];
  uses(): readonly ToolUse[];
  /** Ends what an earlier life left under way. */
  takeUp(round: Round, signal: AbortSignal): Promise<void>;
  /**
   * Answers the calls of one round, one after the other. Past the limits of a turn one is refused, so that the model
   * knows, and the others are as if they had not been made.
   * @returns false where a limit was met
   */
  answer(calls: readonly ToolCall[], round: Round, signal: AbortSignal): Promise<boolean>;
}

/** What is known of the answer when it calls. */
export interface Round {
  /** Length of its text. */
  readonly at: number;
  readonly model: string;
  readonly request: ModelRequest;
  readonly contextTokens: number;
  readonly spent: Pick<Spent, 'inputTokens' | 'costUsd'>;
}

/** What an earlier life, or the answer that is gone on from, has called. */
export interface EarlierUses {
  readonly job: JobId;
  readonly uses: readonly ToolUse[];
}

/**
 * The tools of one answer of a conversation; `undefined` where there are none.
 * @param keep puts what was called on the disk: a call is stored before it runs, and once it has run
 */
export function createToolbox(
  work: Work,
  earlier: EarlierUses | undefined,
  keep: () => Promise<void>,
): Toolbox | undefined {
  const { ports, job, settings } = work;
  const { tools } = ports;
  if (tools === undefined || job.input.action !== 'chat') return undefined;
  const standing = (name: ToolName) => choiceOf(name, settings.tools, settings.writes);
  const specs = [...READ_TOOLS, ...WRITE_TOOLS].filter((name) => standing(name) !== 'off').map(specOf);
  const uses: ToolUse[] = [...(earlier?.uses ?? [])];
  if (specs.length === 0 && uses.length === 0) return undefined;
  // A call that went on from another job is known by the name that it had there.
  const jobOf = (id: string): JobId =>
    earlier !== undefined && earlier.uses.some((use) => use.id === id) ? earlier.job : job.id;
  let told: Round | undefined;

  const put = async (use: ToolUse): Promise<ToolUse> => {
    const at = uses.findIndex(({ id }) => id === use.id);
    if (at < 0) uses.push(use);
    else uses[at] = use;
    await keep();
    return use;
  };

  const end = async (use: ToolUse, ended: Pick<ToolUse, 'state' | 'words'> & Partial<ToolUse>): Promise<void> => {
    const result = fence(ended.state === 'refused' ? 'refusal' : use.name.replaceAll('_', '-'), ended.result ?? '');
    await put({ ...use, ...ended, result, endedAt: ports.clock.now() });
    if (isReadTool(use.name) || isWriteTool(use.name)) ports.record?.(newsOf(use.name, ended, job));
  };

  const refuse = (use: ToolUse, failure: Failure): Promise<void> => {
    const { cause } = describeFailure(failure.facts);
    const state = REFUSALS.has(failure.code) ? 'refused' : 'failed';
    const result = failure.facts.detail ?? cause;
    return end(use, { state, words: aboutCall(use.name, use.input), result, failure: failure.facts });
  };

  const originOf = (use: ToolUse): Origin => ({
    label: 'Chat',
    answerId: work.blank.id,
    jobId: jobOf(use.id),
    ...(job.input.conversationId === undefined ? {} : { conversationId: job.input.conversationId }),
    batch: `chat-${jobOf(use.id)}`,
    ...(told === undefined ? {} : { model: modelName(told.model) }),
    sources: sourcesOf(uses, work),
    addresses: addressesOf(uses, told?.request),
  });

  const run = async (use: ToolUse, signal: AbortSignal): Promise<Told & Pick<ToolUse, 'entries'>> => {
    const { name, input } = use;
    if (isReadTool(name)) return runReadTool({ ...tools, readPage: ports.readPage }, name, input, signal);
    if (!isWriteTool(name)) throw new Failure({ code: 'tool-misused', detail: `There is no tool “${name}”.` });
    const proposing = { id: entryIdOf(jobOf(use.id), use.id), origin: originOf(use) };
    return proposeByTool(tools, name, input, proposing, signal);
  };

  const mayRun = async (use: ToolUse, signal: AbortSignal): Promise<ToolUse | undefined> => {
    if (!isReadTool(use.name) || standing(use.name) !== 'ask') return use;
    const asking = await put({ ...use, state: 'asking' });
    const may = await tools.ask(callKey(job.id, use.id), signal);
    const decided = { outcome: may ? 'done' : 'refused', of: job.id, tool: use.name } as const;
    ports.record?.({ kind: 'approval', what: 'tool', ...decided });
    if (may) return put({ ...asking, state: 'running' });
    await end(asking, {
      state: 'refused',
      words: aboutCall(use.name, use.input),
      result: 'The person did not allow it.',
    });
    return undefined;
  };

  const carryOut = async (use: ToolUse, signal: AbortSignal): Promise<void> => {
    try {
      const may = await mayRun(use, signal);
      if (may === undefined) return;
      const { text, words, pages, entries } = await run(may, signal);
      const state = entries === undefined ? 'done' : 'proposed';
      await end(may, { state, words, pages, result: text, ...(entries === undefined ? {} : { entries }) });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      if (BROKEN.has(error.code)) throw error;
      await refuse(use, error);
    }
  };

  const overNow = (): string | undefined =>
    told === undefined ? undefined : overLimit({ ...spentOn(uses), ...told.spent }, told.contextTokens);

  const begin = async (call: ToolCall, round: number, at: number, signal: AbortSignal): Promise<void> => {
    const input = call.input ?? {};
    const startedAt = ports.clock.now();
    const known = uses.find((use) => isSame(use, call) && (use.state === 'done' || use.state === 'proposed'));
    const id = uses.some((use) => use.id === call.id) ? `${call.id}-${round}-${uses.length}` : call.id;
    const use: ToolUse = {
      id,
      name: call.name,
      input,
      state: 'running',
      words: aboutCall(call.name, input),
      round,
      at,
      startedAt,
    };
    const off = specs.every(({ name }) => name !== call.name);
    const over = overNow();
    if (call.input === undefined) return refuse(use, misused('Its input was no JSON object.'));
    if (off) return refuse(use, misused(`There is no tool “${call.name.slice(0, 60)}”.`));
    if (over !== undefined) return refuse(use, misused(over));
    if (known !== undefined) {
      const { state, words, pages = [], result = '' } = known;
      await put({ ...use, state: state === 'proposed' ? 'done' : state, words, pages, result, endedAt: startedAt });
      return;
    }
    // On the disk before anything is asked for: a later life ends this very call.
    await put(use);
    await carryOut(use, signal);
  };

  return {
    specs,
    uses: () => uses,
    async takeUp(round, signal) {
      told = round;
      for (const use of uses.filter(({ result }) => result === undefined)) await carryOut(use, signal);
    },
    async answer(calls, round, signal) {
      told = round;
      const number = Math.max(0, ...uses.map((use) => use.round)) + 1;
      for (const call of calls) {
        const isOver = overNow() !== undefined;
        await begin(call, number, round.at, signal);
        if (isOver) return false;
      }
      return true;
    },
  };
}

const TOLD_AS: Partial<Readonly<Record<ToolUse['state'], ActivityFacts['outcome']>>> = {
  refused: 'refused',
  failed: 'failed',
};

/** What the log is told of a call: the tool and the first page that it touched, never what was asked for or found. */
function newsOf(tool: ToolName, ended: Pick<ToolUse, 'state'> & Partial<ToolUse>, { id }: Job): ActivityNews {
  const [page] = ended.pages ?? [];
  const code = ended.failure?.code;
  return {
    kind: 'tool',
    what: 'call',
    action: 'chat',
    tool,
    of: id,
    outcome: TOLD_AS[ended.state] ?? 'done',
    ...(page === undefined ? {} : { page: page.id }),
    ...(code === undefined ? {} : { code }),
  };
}

/** Names a call for the whole life of the worker. */
export const callKey = (job: JobId, call: string): string => `${job} ${call}`;

const misused = (detail: string): Failure => new Failure({ code: 'tool-misused', detail });

/** What the model can do otherwise; anything else happened to us. */
const REFUSALS: ReadonlySet<string> = new Set(['tool-misused', 'write-invalid', 'write-address', 'writes-off']);
/** The device keeps nothing any more: the answer ends. */
const BROKEN: ReadonlySet<string> = new Set(['storage-full', 'storage-broken', 'database-newer']);

const isSame = (use: ToolUse, call: ToolCall): boolean =>
  use.name === call.name && JSON.stringify(use.input) === JSON.stringify(call.input);

const spentOn = (uses: readonly ToolUse[]): Pick<Spent, 'calls' | 'told'> => ({
  calls: uses.length,
  told: uses.reduce((sum, { result = '' }) => sum + result.length, 0),
});

/** What a change was made from: the page in front, and what was read. Rows and results that were only listed are too many to name. */
function sourcesOf(uses: readonly ToolUse[], { subject }: Work): Origin['sources'] {
  const read = uses.filter(({ name, state }) => name === 'read_page' && state === 'done');
  const pages = read.flatMap(({ pages: all = [] }) => all.map(({ title, url }) => ({ title, url })));
  const front = subject.pageUrl === '' ? [] : [{ title: subject.pageTitle, url: subject.pageUrl }];
  return [...new Map([...front, ...pages].map((page) => [page.url, page])).values()];
}

/** Every address that stands in what the model was shown and in what the person wrote; never in its own words. */
function addressesOf(uses: readonly ToolUse[], request: ModelRequest | undefined): readonly string[] {
  const shown = (request?.turns ?? []).filter(({ role }) => role === 'user');
  const texts = shown.flatMap(({ text, sources = [] }) => [
    text,
    ...sources.flatMap(({ url, items }) => [url, ...items]),
  ]);
  const results = uses.filter(({ state }) => state === 'done').map(({ result = '' }) => result);
  const pages = uses.flatMap(({ pages: all = [] }) => all.map(({ url }) => url));
  return [...new Set([...[...texts, ...results].flatMap(addressesInText), ...pages])];
}
