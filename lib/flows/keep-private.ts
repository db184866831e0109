import { Failure } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import { pageIn } from '../mirror/address.ts';
import type { AnswerEvent, ModelPort, ModelRequest } from '../models/answer-event.ts';
import { changeJson, changeTexts } from '../models/request-texts.ts';
import { createBook } from '../policy/redaction/placeholder-book.ts';
import type { PlaceholderBook } from '../policy/redaction/placeholder-book.ts';
import { putBack } from '../policy/redaction/placeholder.ts';
import type { PlaceholderName } from '../policy/redaction/placeholder.ts';
import { createRedactor } from '../policy/redaction/redact.ts';
import type { Redactor } from '../policy/redaction/redact.ts';
import { countsOf, createGathered } from '../policy/redaction/redacted.ts';
import type { Redacted } from '../policy/redaction/redacted.ts';
import { countWords } from '../policy/redaction/redacted-words.ts';
import { createRestoreStream } from '../policy/redaction/restore-stream.ts';
import { forbids } from '../settings/managed-rules.ts';
import type { RedactionSettings } from '../settings/redaction.ts';

/** Everything that is sent to a model goes through here, and everything that one says comes back through here. */
export interface PrivacyGate {
  /**
   * The request as it may leave this device.
   * @throws Failure `held-back`, with what was found and where
   */
  prepare(request: ModelRequest): Promise<Prepared>;
  /** The same way to a model, which sees nothing that is to be kept back. Its answers hold what was put away for it. */
  guard(port: ModelPort): ModelPort;
}

interface Prepared {
  readonly request: ModelRequest;
  /** What stands for what in it. */
  readonly used: ReadonlyMap<PlaceholderName, string>;
}

/** Conversations that go on at the same time are fewer. Names of a forgotten one are given anew, in the same order. */
const MOST_SCOPES = 50;

/** The person's settings. `isFirm`: the organization holds back what it does, and nobody sends it anyway. */
export interface GateSettings extends RedactionSettings {
  readonly isFirm?: boolean;
}

/** What was decided about one request, for the log. */
export interface PrivacyDecision {
  readonly outcome: 'done' | 'refused';
  readonly rule: 'held-back' | 'placeholders' | 'sent-as-it-stands';
  /** How many values it was about. */
  readonly count: number;
}

/**
 * @param settings the person's, read for every request
 * @param decided told of every request in which something was found
 */
export function createPrivacyGate(
  settings: () => Promise<GateSettings>,
  decided: (decision: PrivacyDecision) => void = () => {},
): PrivacyGate {
  const books = new Map<string, PlaceholderBook>();

  const bookOf = (scope: string | undefined): PlaceholderBook => {
    const book = (scope === undefined ? undefined : books.get(scope)) ?? createBook();
    if (scope === undefined) return book;
    books.delete(scope);
    books.set(scope, book);
    const [oldest] = books.keys();
    if (books.size > MOST_SCOPES && oldest !== undefined) books.delete(oldest);
    return book;
  };

  const open = async ({ privacy, ...request }: ModelRequest) => {
    const chosen = await settings();
    const goesAnyway = privacy?.placeholders === true && chosen.isFirm !== true;
    const redactor = createRedactor(
      goesAnyway ? withPlaceholders(chosen) : chosen,
      bookOf(privacy?.scope),
      textsOf(request),
    );
    const changed = changeTexts(request, redactor.text);
    return {
      redactor,
      request: changed,
      used: redactor.used(),
      held: heldBack(redactor, chosen.isFirm === true),
      privacy,
    };
  };

  const prepare = async (request: ModelRequest): Promise<Prepared> => {
    const { redactor, held, privacy, ...prepared } = await open(request);
    for (const decision of decisionsOn(redactor)) decided(decision);
    if (held !== undefined) throw held;
    privacy?.tell?.(redactor);
    return prepared;
  };

  return {
    prepare,
    guard: (port) => ({
      async *answer(model, request, signal) {
        const { request: safe, used } = await prepare(request);
        const events = port.answer(model, safe, signal);
        yield* used.size === 0 ? events : restored(events, used, request.schema !== undefined);
      },
      async countTokens(model, request, signal) {
        const { held, request: safe } = await open(request);
        if (held !== undefined) throw held;
        return port.countTokens(model, safe, signal);
      },
      models: (signal) => port.models(signal),
    }),
  };
}

function decisionsOn(redactor: Redactor): readonly PrivacyDecision[] {
  const held = redactor.heldBack().length;
  if (held > 0) return [{ outcome: 'refused', rule: 'held-back', count: held }];
  return [
    { outcome: 'done', rule: 'placeholders', count: redactor.used().size } as const,
    { outcome: 'done', rule: 'sent-as-it-stands', count: redactor.sent().size } as const,
  ].filter(({ count }) => count > 0);
}

/** What would be held back goes with placeholders; nothing else changes. */
const withPlaceholders = (settings: RedactionSettings): RedactionSettings => ({
  ...settings,
  secrets: settings.secrets === 'block' ? 'placeholders' : settings.secrets,
  personal: settings.personal === 'block' ? 'placeholders' : settings.personal,
});

/** Every text of a request, in the order in which it is read. */
function textsOf(request: ModelRequest): readonly string[] {
  const texts: string[] = [];
  changeTexts(request, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/** Why nothing may be sent; nothing where it may. */
function heldBack(redactor: Redactor, isFirm: boolean): Failure | undefined {
  const held = redactor.heldBack();
  const [first] = held;
  if (first === undefined) return undefined;
  const source = held.find(({ from }) => from !== undefined);
  const words = countWords(countsOf(held.map(({ kind }) => kind)));
  const named = held.find(({ kind }) => kind === 'SECRET')?.label;
  const what = named === undefined ? words : `${words} (${named})`;
  const from = source?.from;
  const place = from === undefined ? 'it' : `“${from.title}”`;
  if (isFirm) return new Failure(forbids(`${place} holds ${what}, which your organization keeps from every model.`));
  const pageId = from === undefined ? undefined : pageIn(from.url);
  return new Failure({
    code: 'held-back',
    detail: `${place} holds ${what}.`,
    unsent: true,
    ...(source === undefined || from === undefined || pageId === undefined
      ? {}
      : { where: { pageId, title: from.title, url: from.url, quote: source.before.trim() } }),
  });
}

/** The answer with what was put away, also where a placeholder comes in pieces. */
async function* restored(
  events: AsyncIterable<AnswerEvent>,
  used: ReadonlyMap<PlaceholderName, string>,
  isJson: boolean,
): AsyncGenerator<AnswerEvent> {
  const valueOf = (name: PlaceholderName): string | undefined => used.get(name);
  const written = isJson ? (name: PlaceholderName) => inJson(valueOf(name)) : valueOf;
  let stream = createRestoreStream(written);
  let block = -1;
  function* rest(): Generator<AnswerEvent> {
    const text = stream.end();
    if (text !== '') yield { type: 'text-delta', text, block };
    stream = createRestoreStream(written);
  }
  try {
    for await (const event of events) {
      if (event.type === 'text-delta') {
        if (event.block !== block) yield* rest();
        block = event.block;
        const text = stream.push(event.text);
        // What is held back is a sign of life all the same.
        yield text === '' ? { type: 'alive' } : { ...event, text };
        continue;
      }
      if (event.type === 'tool-call' || event.type === 'answer-end') yield* rest();
      yield restoredEvent(event, valueOf);
    }
  } catch (error) {
    yield* rest();
    throw error;
  }
}

function restoredEvent(event: AnswerEvent, valueOf: (name: PlaceholderName) => string | undefined): AnswerEvent {
  const put = (text: string): string => putBack(text, valueOf);
  if (event.type === 'citation-add') {
    return { ...event, citation: { ...event.citation, citedText: put(event.citation.citedText) } };
  }
  if (event.type !== 'tool-call' || event.call.input === undefined) return event;
  return { ...event, call: { ...event.call, input: changeJson(event.call.input, put) } };
}

/** As it stands between the quotation marks of JSON. */
const inJson = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value).slice(1, -1);

/** A whole text with what was put away. */
export function restoredText(text: string, used: ReadonlyMap<PlaceholderName, string>, isJson: boolean): string {
  return putBack(text, (name) => (isJson ? inJson(used.get(name)) : used.get(name)));
}

/** Requests as they would be sent now, and why they would not be; nothing is sent and nothing is logged for it. */
export function asSent(
  settings: RedactionSettings,
  requests: readonly ModelRequest[],
): {
  readonly requests: readonly ModelRequest[];
  readonly redacted: Redacted | undefined;
  readonly held?: FailureFacts;
} {
  const redactor = createRedactor(settings, createBook(), requests.flatMap(textsOf));
  const changed = requests.map((request) => changeTexts(request, redactor.text));
  const held = heldBack(redactor, false);
  const gathered = createGathered();
  gathered.add(redactor);
  return { requests: changed, redacted: gathered.redacted(), ...(held === undefined ? {} : { held: held.facts }) };
}
