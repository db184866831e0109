import type { Clock } from '../base/ports.ts';
import { parseJson } from '../base/json.ts';
import type { StepStore } from '../jobs/stores.ts';
import type { BatchPort, BatchRequest, BatchResult, BatchService } from '../models/batch.ts';
import { PRIVATE_KINDS } from '../policy/redaction/finding.ts';
import type { PlaceholderName } from '../policy/redaction/placeholder.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { restoredText } from './keep-private.ts';
import type { PrivacyGate } from './keep-private.ts';

/** Parts the name of a request from the name of what was put away for it. */
const BY = '_';

/** What was put away for one request of a batch, until its answer comes. */
interface PutAway {
  readonly used: readonly (readonly [PlaceholderName, string])[];
  readonly isJson: boolean;
}

/**
 * The same way to batches, which sees nothing that is to be kept back. A batch takes hours: what was put away for its
 * requests is kept on this device under a name that its answers carry, and is there in a later life too.
 */
export function keepBatchesPrivate(
  port: BatchService,
  gate: PrivacyGate,
  steps: StepStore,
  clock: Pick<Clock, 'now'>,
): BatchPort {
  const prepared = async ({ id, request }: BatchRequest): Promise<BatchRequest> => {
    const { request: safe, used } = await gate.prepare(request);
    if (used.size === 0) return { id, request: safe };
    const away: PutAway = { used: [...used], isJson: request.schema !== undefined };
    const text = JSON.stringify(away);
    const tagged = `${id}${BY}${fingerprint(text).slice(0, 12)}`;
    const now = clock.now();
    await steps.put({ key: keyOf(tagged), text, madeAt: now, usedAt: now });
    return { id: tagged, request: safe };
  };

  const restored = async (result: BatchResult): Promise<BatchResult> => {
    const at = result.id.lastIndexOf(BY);
    if (at < 0) return result;
    const id = result.id.slice(0, at);
    if ('failure' in result) return { ...result, id };
    const away = readAway((await steps.get(keyOf(result.id)))?.text);
    const lost = 'What stood for its private values is no longer on this device. Run it again for this row.';
    if (away === undefined) return { id, failure: { code: 'answer-misfit', detail: lost } };
    const whole = (text: string): string => restoredText(text, new Map(away.used), away.isJson);
    const blocks = result.blocks.map((block) => ({ ...block, text: whole(block.text) }));
    return { ...result, id, text: whole(result.text), blocks };
  };

  return {
    ...port,
    async mayBegin(request) {
      await gate.prepare(request);
    },
    begin: async (model, requests, signal) => port.begin(model, await Promise.all(requests.map(prepared)), signal),
    results: async (id, signal) => Promise.all((await port.results(id, signal)).map(restored)),
  };
}

const keyOf = (id: string): string => fingerprint('put-away', id);

function readAway(text: string | undefined): PutAway | undefined {
  const value = text === undefined ? undefined : parseJson(text);
  if (typeof value !== 'object' || value === null || !('used' in value) || !Array.isArray(value.used)) return undefined;
  const used = value.used.flatMap((entry: unknown) => (isEntry(entry) ? [entry] : []));
  return { used, isJson: 'isJson' in value && value.isJson === true };
}

const isEntry = (entry: unknown): entry is readonly [PlaceholderName, string] =>
  Array.isArray(entry) &&
  typeof entry[0] === 'string' &&
  PRIVATE_KINDS.some((kind) => String(entry[0]).startsWith(`${kind}_`)) &&
  typeof entry[1] === 'string';
