import { ClaudeLog } from './claude/log.ts';
import type { ClaudeSettings, ClaudeWorld } from './claude/settings.ts';
import { PromptCache } from './claude/tokens.ts';
import type { WorldClock } from './clock.ts';
import { FaultRules } from './faults.ts';
import type { Workspace } from './model.ts';
import { createNotionWeb } from './notion-web/serve.ts';
import { RequestBudget } from './notion/budget.ts';
import { plainValue } from './notion/plain-value.ts';
import { NotionStore } from './notion/store.ts';
import { createRandom } from './random.ts';
import { RequestLog } from './requests.ts';
import type { Services } from './serve.ts';
import { StatusBoard } from './status/page.ts';

/** The Claude key that works. */
export const CLAUDE_KEY = 'sk-ant-world-key';

export interface ServiceOptions {
  readonly workspaces: readonly Workspace[];
  readonly seed?: number;
  /** From a request to the first piece of Claude's text; 30. */
  readonly firstTokenMs?: number;
  /** Between two pieces of Claude's text; 2. */
  readonly tokenDelayMs?: number;
  /** Told of each request as it is answered, with what a fault has made of the answer. */
  readonly arrived?: Services['arrived'];
}

/** Everything that the world serves, before any door to it is open. */
export function openServices(options: ServiceOptions, clock: WorldClock): Services {
  const seed = options.seed ?? 1;
  const notion = new NotionStore(options.workspaces, clock);
  const settings: ClaudeSettings = {
    firstTokenMs: options.firstTokenMs ?? 30,
    tokenDelayMs: options.tokenDelayMs ?? 2,
    validKeys: new Set([CLAUDE_KEY]),
  };
  const claude: ClaudeWorld = {
    clock,
    settings,
    cache: new PromptCache(clock),
    log: new ClaudeLog(),
    batches: new Map(),
    random: createRandom(seed),
  };
  return {
    faults: new FaultRules(seed),
    requests: new RequestLog(),
    notion,
    budget: new RequestBudget(clock),
    claude,
    status: new StatusBoard(clock),
    ...(options.arrived === undefined ? {} : { arrived: options.arrived }),
    web: createNotionWeb(notion, (row, property) => plainValue(notion, row, property)),
  };
}
