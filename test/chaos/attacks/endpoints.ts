import { createClaudePort } from '../../../lib/adapters/claude/claude-port.ts';
import { createNotionClient } from '../../../lib/adapters/notion/notion-client.ts';
import { createOpenAiPort } from '../../../lib/adapters/openai/openai-port.ts';
import { lookAtStatus } from '../../../lib/adapters/status-pages/status-pages.ts';
import { parseBlockId } from '../../../lib/base/ids.ts';
import { Secret } from '../../../lib/base/secret.ts';
import { plainFacts } from '../../../lib/models/plain-facts.ts';
import type { ModelPort } from '../../../lib/models/answer-event.ts';
import { createPace } from '../../../lib/resilience/pace.ts';
import { aRequest } from '../../contracts/claude-door.ts';
import { asPage, createJumpingClock, NEVER } from '../../contracts/notion-door.ts';
import { HANDBOOK, TASKS_SOURCE } from '../../contracts/world-workspace.ts';

type Fetch = (url: string) => Promise<Response>;

/** One thing that the product asks of a service, whatever it answers. */
export interface Endpoint {
  readonly name: string;
  /** `json`: an answer that is no JSON must be a failure. `events`, `lines` and `look` bear some of it by design. */
  readonly answers: 'json' | 'events' | 'lines' | 'look';
  readonly ask: (fetch: Fetch) => Promise<unknown>;
}

const page = asPage(HANDBOOK);
const block = parseBlockId(HANDBOOK) ?? asBlock();
function asBlock(): never {
  throw new Error('The handbook has no id of a block');
}
const words = [{ kind: 'paragraph' as const, runs: [{ kind: 'text' as const, text: 'One.' }], children: [] }];
const key = async (): Promise<Secret> => new Secret('a key');

function notion(fetch: Fetch) {
  return createNotionClient({
    token: key,
    fetch: (url) => fetch(url),
    clock: createJumpingClock(),
    chance: { id: () => 'id', unit: () => 0.5 },
    log: { info: () => {}, warn: () => {} },
    online: () => true,
    pace: { initial: createPace(1_000_000) },
  });
}

const common = (fetch: Fetch) => ({ key, fetch, clock: createJumpingClock(), isOnline: () => true });
const claude = (fetch: Fetch) => createClaudePort(common(fetch));
const gateway = (fetch: Fetch) => createClaudePort({ ...common(fetch), baseUrl: 'https://gateway.example' });
const openAi = (baseUrl: string) => (fetch: Fetch) =>
  createOpenAiPort({
    ...common(fetch),
    baseUrl,
    header: 'bearer',
    provider: 'Model house',
    facts: (id) => plainFacts(id),
  });

async function answer(port: ModelPort): Promise<string> {
  let text = '';
  for await (const event of port.answer('claude-sonnet-5-5', aRequest(), NEVER))
    if (event.type === 'text-delta') text += event.text;
  return text;
}

const json = (name: string, ask: Endpoint['ask']): Endpoint => ({ name, answers: 'json', ask });
const asked = [{ id: 'a', request: aRequest() }];

/** The endpoints of every service, as the adapters ask them. */
export const ENDPOINTS: readonly Endpoint[] = [
  json('notion token', (fetch) => notion(fetch).whoAmI(NEVER)),
  json('notion page', (fetch) => notion(fetch).page(page, NEVER)),
  json('notion markdown', (fetch) => notion(fetch).markdown(page, NEVER)),
  json('notion block', (fetch) => notion(fetch).block(block, NEVER)),
  json('notion children', (fetch) => notion(fetch).blockChildren(page, undefined, NEVER)),
  json('notion relation', (fetch) => notion(fetch).relatedPages(page, 'abc', NEVER)),
  json('notion database', (fetch) => notion(fetch).database(page, NEVER)),
  json('notion columns', (fetch) => notion(fetch).columns(TASKS_SOURCE, NEVER)),
  json('notion schema', (fetch) => notion(fetch).schemaOf(TASKS_SOURCE, NEVER)),
  json('notion rows', (fetch) => notion(fetch).rows(TASKS_SOURCE, undefined, NEVER)),
  json('notion query', (fetch) => notion(fetch).query(TASKS_SOURCE, {}, NEVER)),
  json('notion listing', (fetch) => notion(fetch).list({ object: 'page', order: 'ascending' }, NEVER)),
  json('notion place', (fetch) => notion(fetch).placeOfBlock(block, NEVER)),
  json('notion search', (fetch) => notion(fetch).searchTitles('travel', NEVER)),
  json('notion in the background', (fetch) => notion(fetch).background.page(page, NEVER)),
  json('notion writer', (fetch) => notion(fetch).writer.whoWrites(NEVER)),
  json('notion create', (fetch) =>
    notion(fetch).writer.createPage(
      { parent: { kind: 'page', id: page }, title: 'A', values: {}, content: words },
      NEVER,
    ),
  ),
  json('notion append', (fetch) => notion(fetch).writer.append(page, words, undefined, NEVER)),
  json('notion properties', (fetch) => notion(fetch).writer.setProperties(page, {}, NEVER)),
  json('notion edit', (fetch) => notion(fetch).writer.replaceText(page, [{ before: 'a', after: 'b' }], NEVER)),
  json('notion comment', (fetch) => notion(fetch).writer.comment(page, 'One.', undefined, NEVER)),
  json('notion delete block', (fetch) => notion(fetch).writer.deleteBlock(block, NEVER)),
  json('notion delete comment', (fetch) => notion(fetch).writer.deleteComment('c', NEVER)),
  json('notion trash', (fetch) => notion(fetch).writer.trash(page, true, NEVER)),
  json('notion standing children', (fetch) => notion(fetch).writer.children(page, undefined, NEVER)),
  json('notion values', (fetch) => notion(fetch).writer.values(page, undefined, NEVER)),
  json('notion comments', (fetch) => notion(fetch).writer.comments(page, NEVER)),
  json('notion created under', (fetch) => notion(fetch).writer.createdUnder({ kind: 'page', id: page }, 0, NEVER)),
  { name: 'claude answer', answers: 'events', ask: (fetch) => answer(claude(fetch)) },
  json('claude count', (fetch) => claude(fetch).countTokens('claude-sonnet-5-5', aRequest(), NEVER)),
  json('claude models', (fetch) => claude(fetch).models(NEVER)),
  json('claude batch', (fetch) => claude(fetch).batches.begin('claude-sonnet-5-5', asked, NEVER)),
  json('claude batch state', (fetch) => claude(fetch).batches.state('b', NEVER)),
  { name: 'claude batch results', answers: 'lines', ask: (fetch) => claude(fetch).batches.results('b', NEVER) },
  json('claude batch cancel', (fetch) => claude(fetch).batches.cancel('b', NEVER)),
  json('claude batches', (fetch) => claude(fetch).batches.recent(NEVER)),
  { name: 'gateway answer', answers: 'events', ask: (fetch) => answer(gateway(fetch)) },
  json('gateway models', (fetch) => gateway(fetch).models(NEVER)),
  { name: 'openai answer', answers: 'events', ask: (fetch) => answer(openAi('https://models.example/v1')(fetch)) },
  json('openai models', (fetch) => openAi('https://models.example/v1')(fetch).models(NEVER)),
  { name: 'ollama answer', answers: 'events', ask: (fetch) => answer(openAi('http://localhost:11434/v1')(fetch)) },
  json('ollama models', (fetch) => openAi('http://localhost:11434/v1')(fetch).models(NEVER)),
  ...(['claude', 'notion'] as const).map((which): Endpoint => ({
    name: `${which} status page`,
    answers: 'look',
    ask: (fetch) => lookAtStatus({ fetch, clock: createJumpingClock() }, which),
  })),
];
