import { actionFor } from '../../../lib/actions/action-for.ts';
import { createClaudePort } from '../../../lib/adapters/claude/claude-port.ts';
import type { Chance, Clock } from '../../../lib/base/ports.ts';
import { Secret } from '../../../lib/base/secret.ts';
import type { AnswerPorts } from '../../../lib/flows/answer-ports.ts';
import type { ChatPorts } from '../../../lib/flows/chat.ts';
import { createGate } from '../../../lib/flows/gate.ts';
import { historyBefore, proceedTurn, regenerate, sendMessage, waitingTurn } from '../../../lib/flows/chat.ts';
import { createQueue } from '../../../lib/flows/queue.ts';
import type { Queue } from '../../../lib/flows/queue.ts';
import { createJobRunner } from '../../../lib/flows/run-jobs.ts';
import type { JobRunner } from '../../../lib/flows/run-jobs.ts';
import { createRetries } from '../../../lib/flows/retries.ts';
import type { PageTarget } from '../../../lib/jobs/job.ts';
import type { Page } from '../../../lib/mirror/page.ts';
import { factsFor, KNOWN_MODELS } from '../../../lib/models/capabilities.ts';
import type { ModelPort, ModelRequest } from '../../../lib/models/answer-event.ts';
import { routesFor } from '../../../lib/models/routes-for.ts';
import type { Settings } from '../../../lib/settings/settings.ts';
import { Life } from '../../fixtures/life.ts';
import { memorySource } from '../../fixtures/memory-source.ts';
import { CLAUDE_KEY } from '../../world/services.ts';
import type { Heard } from '../history.ts';
import { tokenIn } from '../history.ts';
import type { Disk } from './disk.ts';
import { mortal } from './mortal.ts';
import type { Network } from './network.ts';
import type { Hands } from './person.ts';

/** What every life of the worker finds: the disk, the network, the time, and what the person's pages say now. */
export interface Device {
  readonly disk: Disk;
  readonly network: Network;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly settings: Settings;
  readonly heard: Heard[];
  readonly troubles: string[];
  readPage(target: PageTarget, signal: AbortSignal): Page | Promise<Page>;
  /** The browser's alarm for the queue: it rings for the next life of the worker too. */
  wakeAt(time: number | undefined): void;
}

/** What its messages reach, as the handlers lead them; each answer is lost with the life. */
export function handsOf({ life, runner, queue, chat }: Background): Hands {
  const other = (model: string | undefined): [] | [string] => (model === undefined ? [] : [model]);
  return {
    start: (input) => life.lives(runner.start(input)),
    send: (message) => life.lives(sendMessage(chat, { ...message, length: 'medium' })),
    stop: (id) => life.lives(runner.stop(id)),
    pause: (id) => life.lives(runner.pause(id)),
    resume: (id) => life.lives(runner.resume(id)),
    edit: (id, question) => life.lives(queue.edit(id, question)),
    runNow: (id) => life.lives(queue.runNow(id)),
    retry: (id, model) => life.lives(runner.retry(id, ...other(model))),
    again: (id, model) =>
      life.lives(
        waitingTurn(chat, id).then((waiting) =>
          waiting === undefined
            ? regenerate(chat, id, 'medium', ...other(model))
            : runner.retry(waiting.id, ...other(model)),
        ),
      ),
    proceed: (job, model) => life.lives(proceedTurn(chat, job, (store) => runner.proceed(job.id, model, store))),
  };
}

/** One life of the worker, composed of the shipped flows as the household composes them. */
export interface Background {
  readonly number: number;
  readonly life: Life;
  readonly runner: JobRunner;
  readonly queue: Queue;
  readonly chat: ChatPorts;
  /** What a worker does when it starts. */
  recover(): void;
  /** The browser's alarm rings. */
  alarm(): void;
  /** The browser says that the network is back. */
  online(): void;
}

export function startBackground(device: Device, number: number): Background {
  const life = new Life(Number.POSITIVE_INFINITY);
  const disk = {
    jobs: mortal(device.disk.jobs, life),
    answers: mortal(device.disk.answers, life),
    steps: mortal(device.disk.steps, life),
    pages: mortal(device.disk.pages, life),
    chats: mortal(device.disk.chats, life),
    breakers: mortal(device.disk.breakers(), life),
  };
  const clock: Clock = {
    now: () => device.clock.now(),
    async sleep(ms, signal) {
      await life.pass();
      await device.clock.sleep(ms, signal);
      await life.pass();
    },
  };
  const claude = createClaudePort({
    key: async () => new Secret(CLAUDE_KEY),
    fetch: device.network.fetchFor(life, number),
    clock,
    isOnline: device.network.isOnline,
  });
  const model = listening(claude, device.heard, life, number);
  const ports: AnswerPorts = {
    ...disk,
    clock,
    chance: device.chance,
    log: {
      info: () => {},
      warn(what, facts) {
        if (facts?.['bug'] !== undefined) device.troubles.push(`${what}: ${String(facts['bug'])}`);
      },
    },
    ...createGate({ settings: async () => device.settings, placeOf: async () => undefined, model: () => model }),
    routes: async (asked) =>
      routesFor(asked, {
        settings: device.settings,
        listed: KNOWN_MODELS,
        hasKey: (provider) => provider === 'claude',
        builtInReady: false,
      }),
    factsOf: async ({ model: id }) => factsFor(id, KNOWN_MODELS),
    retries: createRetries(),
    search: memorySource([]),
    action: actionFor,
    settings: async () => device.settings,
    listedModels: async () => KNOWN_MODELS,
    async readPage(target, signal) {
      await life.pass();
      const page = await device.readPage(target, signal);
      await life.pass();
      return page;
    },
    readRelated: async () => undefined,
    history: async ({ conversationId, messageId }) => {
      if (conversationId === undefined || messageId === undefined) return [];
      const answerOf = async (jobId: Parameters<typeof disk.jobs.get>[0]) => {
        const job = await disk.jobs.get(jobId);
        return job?.answerId === undefined ? undefined : disk.answers.get(job.answerId);
      };
      return historyBefore(disk, answerOf, conversationId, messageId);
    },
    resolveCitations: async (answer) => answer,
    observe: () => {},
    explain: async (failure) => failure,
  };
  const runner: JobRunner = createJobRunner(
    ports,
    `life ${number}`,
    () => () => {},
    (id) => queue.rested(id),
  );
  const queue = createQueue({
    ...ports,
    chats: disk.chats,
    runner,
    isOnline: async () => device.network.isOnline(),
    wakeAt: device.wakeAt,
    ran: () => {},
  });
  const begin = (): void => void Promise.all([runner.recover(), queue.look()]);
  return {
    number,
    life,
    runner,
    queue,
    chat: { ...ports, chats: disk.chats, start: runner.start },
    recover: begin,
    alarm: begin,
    online: () => void queue.look(),
  };
}

/** The same port, and what it says is written down as the flows hear it. */
function listening(port: ModelPort, heard: Heard[], life: Life, number: number): ModelPort {
  return {
    async *answer(model: string, request: ModelRequest, signal: AbortSignal) {
      const words = request.turns.map(({ text }) => text).join('\n');
      const token = tokenIn([...words.matchAll(/q\d+x\d+/gu)].at(-1)?.[0]);
      const one: Heard = { life: number, text: '', torn: false, ...(token === undefined ? {} : { token }) };
      heard.push(one);
      const tear = (): void => void (one.torn = true);
      void life.died.then(tear);
      signal.addEventListener('abort', tear);
      for await (const event of port.answer(model, request, signal)) {
        if (event.type === 'text-delta') one.text += event.text;
        yield event;
      }
    },
    countTokens: (model, request, signal) => port.countTokens(model, request, signal),
    models: (signal) => port.models(signal),
  };
}
