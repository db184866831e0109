import { chat } from '../../lib/actions/chat.ts';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import { createNotionClient } from '../../lib/adapters/notion/notion-client.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import type { JobId, PageId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import { createToolAsks } from '../../lib/flows/chat-tools-asks.ts';
import { createOutbox } from '../../lib/flows/outbox.ts';
import { readPage } from '../../lib/flows/read-page.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { searchPages } from '../../lib/flows/search-pages.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { createBench } from '../fixtures/answering.ts';
import { createMemoryOutbox } from '../fixtures/memory-outbox.ts';
import { createMemoryStores } from '../fixtures/memory-stores.ts';
import type { Script } from '../world/claude/script.ts';
import { openInProcess } from '../world/in-process.ts';
import type { Workspace } from '../world/model.ts';
import { CLAUDE_KEY } from '../world/services.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { smallWorkspace } from './world-workspace.ts';

const NEVER = new AbortController().signal;

export interface ChatHouseOptions {
  readonly workspace?: Workspace;
  readonly settings?: Partial<Settings>;
  readonly script?: Script;
}

/** Real flows, ports and stores of a conversation over the simulated services, at the pace of virtual time. */
export function openChatHouse({ workspace = smallWorkspace(), settings = {}, script }: ChatHouseOptions = {}) {
  const time = new VirtualTime();
  const world = openInProcess({ clock: time, workspaces: [workspace] });
  world.budget.perMinute = 1_000_000;
  if (script !== undefined) world.claudeSettings.script = script;
  const urls: string[] = [];
  const fetch: typeof world.fetch = (to, init) => {
    urls.push(to instanceof Request ? to.url : String(to));
    return world.fetch(to, init);
  };
  const model = createClaudePort({
    key: async () => new Secret(CLAUDE_KEY),
    fetch,
    clock: time,
    isOnline: () => true,
  });
  const client = createNotionClient({
    token: async () => new Secret('ntn_acme_full'),
    fetch,
    clock: time,
    chance: { id: () => 'id', unit: () => 0.5 },
    log: { info: () => {}, warn: () => {} },
    online: () => true,
    pace: { initial: createPace(1_000_000) },
  });
  const connected = { id: asConnectionId('acme'), workspace: 'Acme', reader: client };
  const connections = async () => [connected];
  const stores = createMemoryStores();
  const rows = createMemoryOutbox();
  const asks = createToolAsks(time);
  let lives = 0;
  let ids = 0;
  const chance = { id: () => `chance-${(ids += 1)}`, unit: () => 0.5 };

  /** One life of the worker; the rows outlive it. */
  const live = () => {
    lives += 1;
    const bench = Object.assign(createBench(model, chat, stores), {
      clock: time,
      chance,
      listedModels: async () => KNOWN_MODELS,
    });
    bench.changed = settings;
    const outbox = createOutbox(
      {
        clock: time,
        chance,
        log: bench.log,
        store: rows,
        writerOf: async () => client.writer,
        async columnsOf(_connection, of, signal) {
          if ('dataSource' in of) return client.columns(of.dataSource, signal);
          const { database } = await client.page(of.row, signal);
          if (database === undefined) return undefined;
          const [source] = (await client.database(database, signal)).dataSources;
          return source === undefined ? undefined : client.columns(source.id, signal);
        },
        databaseOf: async (_connection, row, signal) => (await client.page(row, signal)).database,
        refusesWriting: async () => ((await bench.settings()).writes ? undefined : { code: 'writes-off' }),
        maySelfApprove: async () => true,
        isOnline: async () => true,
        wakeAt: () => {},
        stayAwake: () => () => {},
      },
      `life ${lives}`,
    );
    const searching = {
      get source() {
        return bench.search;
      },
      now: () => time.now(),
      headsOf: async () => [],
      syncs: async () => [],
      readers: connections,
      within: (_ms: number, signal: AbortSignal) => signal,
    };
    const reading = { clock: time, pages: stores.pages, connections, screenOf: () => undefined };
    const ports = Object.assign(bench, {
      readPage: (target: Parameters<typeof bench.readPage>[0], signal: AbortSignal) =>
        readPage(reading, target, signal),
      tools: {
        search: (ask: Parameters<typeof searchPages>[1], signal: AbortSignal) => searchPages(searching, ask, signal),
        connections,
        comments: (_id: unknown, page: PageId, signal: AbortSignal) => client.writer.comments(page, signal),
        propose: outbox.propose,
        ask: asks.ask,
      },
    });
    const runner = createJobRunner(ports, `life ${lives}`, () => () => {});
    return { ports, outbox, runner };
  };
  const first = live();

  const input = (question: string, more: Partial<JobInput>): JobInput => ({
    action: 'chat',
    length: 'short',
    question,
    ...more,
  });
  const answerOf = (id: JobId): Answer | undefined => {
    const job = stores.jobs.rows.get(id);
    return stores.answers.rows.get(job?.answerId ?? '') ?? stores.answers.rows.get(job?.modelFreeId ?? '');
  };

  return {
    ...first,
    world,
    /** Every address that was asked for, whole. */
    urls,
    time,
    client,
    stores,
    rows,
    asks,
    live,
    answerOf,
    start: (question: string, more: Partial<JobInput> = {}) => first.runner.start(input(question, more)),
    /** One turn, to its end. */
    async ask(question: string, more: Partial<JobInput> = {}): Promise<Answer> {
      return time.run(
        (async () => {
          const id = await first.runner.start(input(question, more));
          await first.runner.settled(id);
          const answer = answerOf(id);
          if (answer === undefined) throw new Error(`No answer: ${JSON.stringify(stores.jobs.rows.get(id)?.failure)}`);
          return answer;
        })(),
      );
    },
    proposed: (): readonly OutboxEntry[] => [...rows.rows.values()],
    /** Methods and paths of everything that was written to Notion. */
    written: () => world.notion.written.all().map(({ method, path }) => `${method} ${path}`),
    markdown: (page: Parameters<typeof client.markdown>[0]) => time.run(client.markdown(page, NEVER)),
  };
}
