import { describe, expect, it } from 'vitest';
import { rehearse } from '../../lib/adapters/fetch-door/rehearse.ts';
import { drillRules, SCENARIOS } from '../../lib/resilience/drill.ts';
import type { DrillAnswer, ScenarioId } from '../../lib/resilience/drill.ts';
import { openInProcess } from '../world/in-process.ts';
import { NAMED_FAULTS } from '../world/named-faults.ts';
import { CLAUDE_KEY } from '../world/start.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { smallWorkspace } from './world-workspace.ts';

const GROUND = { model: 'claude-sonnet-5-5', host: 'api.anthropic.com', claudeHosts: ['api.anthropic.com'] };
const MESSAGES = 'https://api.anthropic.com/v1/messages';
const PAGE = 'https://api.notion.com/v1/pages/1';
const STATUS = 'https://anthropic.statuspage.io/api/v2/summary.json';

/** Every answer of a drill, by the fault of the world that means the same. */
const FAULTS: Readonly<Record<Exclude<DrillAnswer, 'incident'>, readonly [ScenarioId, fault: string, url: string]>> = {
  overloaded: ['model-down', 'overloaded-http-529', MESSAGES],
  unavailable: ['claude-down', 'unavailable-503', MESSAGES],
  'key-refused': ['auth-trouble', 'key-invalid-401', MESSAGES],
  'rate-limited': ['rate-limited', 'rate-limited', MESSAGES],
  'cut-stream': ['cut-streams', 'clean-cut', MESSAGES],
  'notion-unavailable': ['notion-down', 'notion-unavailable-503', PAGE],
  'no-network': ['offline', 'reset-before-headers', MESSAGES],
};

describe('a drill and the world of the tests', () => {
  const whole = Object.entries(FAULTS).filter(([how]) => how !== 'cut-stream');
  it.each(whole)('mean the same by %s', async (_how, [scenario, fault, url]) => {
    expect(await inDrill(scenario, url)).toEqual(await inWorld(fault, url));
  });

  it('cut a stream at the same piece, and the drill says no field there that the service does not', async () => {
    const [scenario, fault, url] = FAULTS['cut-stream'];
    const drilled = await inDrill(scenario, url);
    expect(await inWorld(fault, url)).toMatchObject(Object(drilled));
    expect(JSON.stringify(drilled).match(/content_block_delta/g)).toHaveLength(5);
  });

  it('have an equal for every answer that a scenario gives', () => {
    const given = new Set(SCENARIOS.flatMap((scenario) => drillRules(scenario, GROUND)).map(({ how }) => how));
    expect([...given].toSorted()).toEqual([...Object.keys(FAULTS), 'incident'].toSorted());
  });

  it('tell of an outage of the API in the same form of a status page', async () => {
    const { world, time } = aWorld();
    const shape = async (answer: Promise<Response>): Promise<unknown> => shapeOf(await (await answer).json());
    const drilled = await shape(drillDoor('claude-down')(STATUS));
    expect(await time.run(shape(world.fetch(STATUS)))).toMatchObject(Object(drilled));
  });
});

function aWorld() {
  const time = new VirtualTime();
  return { time, world: openInProcess({ workspaces: [smallWorkspace()], clock: time }) };
}

const drillDoor = (scenario: ScenarioId) =>
  rehearse(
    () => Promise.reject(new Error('a request left')),
    async () => drillRules(scenario, GROUND),
  );

const inDrill = (scenario: ScenarioId, url: string): Promise<unknown> =>
  described(drillDoor(scenario)(url, requestTo(url)));

function inWorld(name: string, url: string): Promise<unknown> {
  const { world, time } = aWorld();
  const fault = NAMED_FAULTS[name];
  if (fault === undefined) throw new Error(`No such fault: ${name}`);
  world.faults.add(fault.rule);
  return time.run(described(world.fetch(url, requestTo(url))));
}

function requestTo(url: string): RequestInit {
  if (url !== MESSAGES) {
    return { headers: { authorization: 'Bearer ntn_acme_full', 'notion-version': '2026-03-11' } };
  }
  const lights = 'Mara and Tobias built 412 lights in the first week of May, and the workshop kept six of them back.';
  const messages = [{ role: 'user', content: `${lights} ${lights} How many lights were built, and who built them?` }];
  return {
    method: 'POST',
    headers: {
      'x-api-key': CLAUDE_KEY,
      'anthropic-version': '2026-10-21',
      'anthropic-dangerous-direct-browser-access': 'true',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ model: GROUND.model, max_tokens: 500, stream: true, messages }),
  };
}

const REQUEST_IDS = /^(x-notion-)?request-id$/;

/** What a client can tell an answer by: everything but the name of the request, the words and the day. */
async function described(answer: Promise<Response>): Promise<unknown> {
  let response: Response;
  try {
    response = await answer;
  } catch (error) {
    return error instanceof TypeError ? 'no connection' : error;
  }
  const text = await response.text();
  const streams = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const headers = [...response.headers]
    .filter(([name]) => !streams || name === 'content-type' || REQUEST_IDS.test(name))
    .map(([name, value]) => [name, REQUEST_IDS.test(name) ? 'id' : value]);
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: streams ? piecesOf(text) : { ...JSON.parse(text), request_id: 'id' },
  };
}

/** The pieces of a stream: their names, and which fields each has. */
const piecesOf = (text: string): readonly unknown[] =>
  text
    .split('\n\n')
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(piece) ?? [];
      return [name, shapeOf(JSON.parse(data ?? '{}'))];
    });

/** Which fields a value has, without what stands in them. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'object' || value === null) return value === null ? 'nothing' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]));
}
