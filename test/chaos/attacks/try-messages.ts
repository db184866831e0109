import { readToBackground } from '../../../lib/messages/companion-port.ts';
import { mayAsk, SHAPES } from '../../../lib/messages/protocol.ts';
import type { Caller, MessageName } from '../../../lib/messages/protocol.ts';
import { route } from '../../../lib/messages/router.ts';
import type { Handlers } from '../../../lib/messages/router.ts';
import { EVERY_MESSAGE } from '../../e2e/every-message.ts';
import { bodiesLike } from './odd-bodies.ts';
import type { Tally } from './tally.ts';

const NAMES = Object.keys(SHAPES) as MessageName[];
const CALLERS: readonly Caller[] = ['page', 'content'];
/** The longest text that any field takes is 200,000 characters; a message of a few of them is far below this. */
const LARGEST = 2_000_000;

/**
 * Every message of the protocol from every caller that the browser can vouch for, well-formed and in thousands of odd
 * forms, through the router itself. Handlers only note what reaches them.
 */
export async function tryOddMessages(names: readonly MessageName[] = NAMES): Promise<readonly Tally[]> {
  const wrong: string[] = [];
  const escaped: string[] = [];
  const onEscape = (reason: unknown): void => void escaped.push(String(reason));
  process.on('unhandledRejection', onEscape);
  const reached: { name: string; ask: unknown }[] = [];
  const handlers = Object.fromEntries(
    NAMES.map((name) => [name, async (ask: unknown) => void reached.push({ name, ask })]),
  ) as unknown as Handlers;
  const { signal } = new AbortController();
  let tried = 0;

  const attempt = async (what: string, message: unknown, caller: Caller, name: MessageName): Promise<boolean> => {
    tried += 1;
    reached.length = 0;
    const reply = await route(handlers, message, { caller, tabId: 1 }, signal, () => undefined).catch(
      (error: unknown) => String(error),
    );
    const refused = typeof reply === 'object' && !reply.ok && 'refused' in reply;
    if (typeof reply === 'string') wrong.push(`${what}: the router threw ${reply.slice(0, 100)}`);
    if (refused !== (reached.length === 0)) wrong.push(`${what}: refused and handled`);
    if (!refused && !mayAsk(caller, name)) wrong.push(`${what}: not for this caller`);
    const size = reached.length === 0 ? 0 : sizeOf(reached[0]?.ask);
    if (size === undefined || size > LARGEST) wrong.push(`${what}: a handler got ${size ?? 'what is no JSON'}`);
    return !refused;
  };

  for (const name of names) {
    const valid = EVERY_MESSAGE[name];
    for (const caller of CALLERS) {
      const taken = await attempt(`${name} from ${caller}`, { name, ask: valid }, caller, name);
      if (caller === 'page' && !taken)
        wrong.push(`${name}: its well-formed body is refused, so the rest proves nothing`);
      for (const [odd, ask] of bodiesLike(valid))
        await attempt(`${name} from ${caller}, ${odd}`, { name, ask }, caller, name);
    }
  }
  // Over the port of the companion, where a message stands within another.
  for (const [odd, body] of bodiesLike({ type: 'watch', id: 1, watch: { what: 'job', job: 'job' } })) {
    tried += 1;
    try {
      readToBackground(body);
    } catch (error) {
      wrong.push(`port, ${odd}: ${String(error).slice(0, 100)}`);
    }
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', onEscape);
  return [
    {
      name: 'trust.attacks-messages',
      what: 'odd messages that broke the router or passed it without leave',
      tried,
      least: names.length * CALLERS.length * 30,
      succeeded: [...wrong, ...escaped.map((one) => `unhandled: ${one}`)],
      note: `${names.length} messages, ${CALLERS.length} callers`,
    },
  ];
}

/** In characters; `undefined` of what is no plain data. */
function sizeOf(value: unknown): number | undefined {
  try {
    return JSON.stringify(value ?? null).length;
  } catch {
    return undefined;
  }
}
