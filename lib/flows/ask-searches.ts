import { Failure } from '../base/failure.ts';
import type { StepStore } from '../jobs/stores.ts';
import { accumulate, newDraft, textOf } from '../models/accumulate.ts';
import type { ModelFacts, ModelRequest, Usage } from '../models/answer-event.ts';
import { quickestBeside } from '../models/quickest.ts';
import type { Route } from '../models/route.ts';
import type { Contents } from '../policy/class-of.ts';
import { putSearches, readSearches, SEARCHES_PROMPT_VERSION } from '../prompt/put-searches.ts';
import { understandQuestion } from '../retrieval/understand-question.ts';
import type { Understood } from '../retrieval/understand-question.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { AnswerPorts } from './answer-ports.ts';
import type { Bill } from './keep-spending.ts';
import { mayAsk } from './route-breakers.ts';

/** A person waits: what a model adds to a search is not worth more. */
const PATIENCE_MS = 3_000;
const MOST_SEARCHES = 6;

/** A question that is to be put as searches. */
export interface Putting {
  readonly question: string;
  /** The question that it follows. */
  readonly earlier: string | undefined;
  /** Who is asked to answer; the model `none` leaves it to the rules. */
  readonly asked: Route;
  /** Where the words of the questions come from. */
  readonly contents: Contents;
  /** Asked anew by the person: what a slow model was passed over for is tried again. */
  readonly fresh: boolean;
  readonly urgent?: boolean | undefined;
}

type SearchPorts = Pick<AnswerPorts, 'clock' | 'log' | 'model' | 'judge' | 'steps' | 'breakers'>;

export interface Searches extends Understood {
  readonly spent: readonly (Route & { readonly usage: Usage })[];
  /** What would be asked first, where a model may not be asked now. */
  readonly unasked: readonly ModelRequest[];
}

/**
 * The searches for a question: by rule, and with a model also as it puts them. Those are kept, so that the same question
 * finds the same pages again and is not paid twice; also when the model was silent or slow, for then rules stand in and
 * nothing waits.
 */
export async function askSearches(
  ports: SearchPorts,
  { question, earlier, asked, fresh, contents, urgent = false }: Putting,
  listed: readonly ModelFacts[],
  signal: AbortSignal,
  mayAsk: boolean,
): Promise<Searches> {
  const now = ports.clock.now();
  const ruled = understandQuestion(question, now, earlier);
  const alone: Searches = { ...ruled, spent: [], unasked: [] };
  if (asked.model === 'none' || question.trim() === '') return alone;
  const request = putSearches(question, earlier);
  const key = fingerprint('searches', String(SEARCHES_PROMPT_VERSION), request.system, question.trim(), earlier ?? '');
  const kept = await readKept(ports.steps, key);
  if (kept !== undefined && (kept.length > 0 || !fresh)) return { ...alone, searches: merged(ruled.searches, kept) };
  if (!mayAsk) return { ...alone, unasked: [request] };
  const writer = await quickest(ports, asked, contents, listed);
  if (writer === undefined) return alone;
  const put = await writeSearches(
    ports,
    { action: 'ask', workspace: '', ...(urgent ? { urgent } : {}) },
    { ...writer, contents },
    request,
    signal,
  );
  await ports.steps.put({ key, text: put.searches.join('\n'), madeAt: now, usedAt: now });
  const spent = put.usage === undefined ? [] : [{ ...writer, usage: put.usage }];
  return { ...alone, searches: merged(ruled.searches, put.searches), spent };
}

async function readKept(steps: StepStore, key: string): Promise<readonly string[] | undefined> {
  return (await steps.get(key))?.text.split('\n').filter((line) => line !== '');
}

const merged = (ruled: readonly string[], put: readonly string[]): readonly string[] =>
  [...new Set([...ruled, ...put])].slice(0, MOST_SEARCHES);

/**
 * Claude's quickest model that the key may use, else the asked one; nobody where that is out of service or may not see
 * the questions: rules do.
 */
async function quickest(
  ports: SearchPorts,
  asked: Route,
  contents: Contents,
  listed: readonly ModelFacts[],
): Promise<Route | undefined> {
  const quick = quickestBeside(asked, listed);
  const { open: writers } = await ports.judge(quick === undefined ? [asked] : [quick, asked], contents);
  const askable = await Promise.all(writers.map((route) => mayAsk(ports, route, false)));
  return writers.find((_route, at) => askable[at]);
}

async function writeSearches(
  { clock, log, model }: SearchPorts,
  bill: Bill,
  writer: Route & Pick<Putting, 'contents'>,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<{ readonly searches: readonly string[]; readonly usage?: Usage }> {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  const write = async () => {
    let draft = newDraft();
    const port = model(writer.provider, writer.contents, bill);
    for await (const event of port.answer(writer.model, request, leaving.signal)) draft = accumulate(draft, event);
    return { searches: draft.stopped === 'done' ? readSearches(textOf(draft)) : [], usage: draft.usage };
  };
  const none = { searches: [] };
  const written = write();
  // Whoever is left behind is not heard any more.
  written.catch(() => undefined);
  const slow = clock.sleep(PATIENCE_MS, leaving.signal).then(
    () => none,
    () => none,
  );
  try {
    return await Promise.race([written, slow]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log.info('searches made by rule', { code: error.code });
    return none;
  } finally {
    signal.removeEventListener('abort', leave);
    leaving.abort();
  }
}
