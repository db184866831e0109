import { Failure } from '../base/failure.ts';
import type { JobInput } from '../jobs/job.ts';
import type { PromptPreview } from '../messages/desk.ts';
import type { ModelRequest } from '../models/answer-event.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { estimateRequest } from '../models/estimate-tokens.ts';
import { addCosts, costOf } from '../models/prices.ts';
import { rewriteFor } from '../models/rewrite.ts';
import type { Route } from '../models/route.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { factsOfAsked } from './asked-route.ts';
import { withHidden } from '../policy/redaction/redacted.ts';
import { asSent } from './keep-private.ts';
import { mayAsk } from './route-breakers.ts';
import { prepareJob } from './prepare-job.ts';
import type { Prepared } from './prepared.ts';
import { requestFor } from './request-for.ts';

/** More requests than these are not shown one by one: they are alike but for the section. */
const MOST_SHOWN = 3;

/**
 * Exactly what would be sent for this input now, with its tokens and cost. Nothing is sent to a model but, for one
 * request, to the service's own counter. Parts that are kept from earlier are not sent again and not counted.
 */
export async function previewJob(ports: AnswerPorts, input: JobInput, signal: AbortSignal): Promise<PromptPreview> {
  const prepared = await prepareJob(ports, input, signal, () => {}, false);
  const { asked, settings } = prepared;
  const plan = prepared.plan();
  const facts = await factsOfAsked(ports, asked);
  const asking =
    plan.kind === 'whole' ? [requestFor({ asked, route: asked, facts }, plan)] : await unpaid(ports, plan.parts);
  const requests = [...prepared.unasked, ...asking];
  const sent = asSent(settings.redaction, requests);
  const redacted = withHidden(sent.redacted, plan.removed);
  const counted = await count(ports, { ...asked, contents: prepared.contents }, requests, signal);
  const { classed, held } = await ports.judge(asked.model === 'none' ? [] : [asked], prepared.contents);
  const why = held[0]?.failure ?? sent.held;
  const inputs = counted === undefined ? requests.map((request) => estimateRequest(request)) : [counted];
  const inputTokens = sumOf(inputs);
  const outputs = requests.map((request) => rewriteFor(facts, request).maxTokens);
  const maxOutputTokens = sumOf(outputs);
  // A price may depend on the length of one request, so each is priced by itself.
  const priced = (longest: readonly number[]): number | undefined =>
    inputs
      .map((input, at) => ({ ...NO_USAGE, inputTokens: input, outputTokens: longest[at] ?? 0 }))
      .reduce<number | undefined>((sum, usage) => addCosts(sum, costOf(asked.model, usage, settings.prices)), 0);
  const least = priced([]);
  const most = priced(outputs);
  return {
    model: asked.model,
    parts: sent.requests
      .slice(0, MOST_SHOWN)
      .flatMap((request, at) => partsOf(request, requests.length > 1 ? `Part ${at + 1}: ` : '')),
    inputTokens,
    counted: counted !== undefined,
    maxOutputTokens,
    requests: requests.length,
    classed,
    ...(redacted === undefined ? {} : { redacted }),
    ...(why === undefined ? {} : { held: why }),
    ...(least === undefined || most === undefined ? {} : { costUsd: { least, most } }),
  };
}

async function unpaid(
  ports: AnswerPorts,
  parts: readonly { readonly key: string; readonly request: ModelRequest }[],
): Promise<readonly ModelRequest[]> {
  const kept = await Promise.all(parts.map(({ key }) => ports.steps.get(key)));
  return parts.filter((_part, at) => kept[at] === undefined).map(({ request }) => request);
}

/** Asks the service where there is one request and a key; `undefined` when it cannot be asked, or is out of service. */
async function count(
  ports: AnswerPorts,
  asked: Route & Pick<Prepared, 'contents'>,
  [request, ...more]: readonly ModelRequest[],
  signal: AbortSignal,
): Promise<number | undefined> {
  if (request === undefined || more.length > 0 || asked.model === 'none') return undefined;
  if (!(await mayAsk(ports, asked, false))) return undefined;
  try {
    return await ports
      .model(asked.provider, asked.contents, { action: 'preview', workspace: '' })
      .countTokens(asked.model, request, signal);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** A request in its parts, as a person reads them. */
export function partsOf({ system, turns }: ModelRequest, prefix: string): PromptPreview['parts'] {
  return [
    { label: `${prefix}Instructions`, text: system },
    ...turns.flatMap(({ role, text, sources }) => [
      ...(sources ?? []).map(({ title, url, items }) => ({
        label: `${prefix}Source: ${title}`,
        text: [url, ...items].join('\n\n'),
      })),
      { label: `${prefix}${role === 'user' ? 'Your message' : 'Earlier answer'}`, text },
    ]),
  ];
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
