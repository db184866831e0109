import { asObject, objectIn, parseObject, textIn } from '../base/json.ts';
import type { Json } from '../base/json.ts';

/** The models that a request to a provider asks for; of a batch, those of all its requests. None where it asks for no model. */
export function modelsAsked(body: string): readonly string[] {
  const json = parseObject(body) ?? {};
  return [json, ...batchOf(json).map((request) => objectIn(request, 'params') ?? {})].flatMap(
    (one) => textIn(one, 'model') ?? [],
  );
}

/**
 * The same request, to be computed in one region. Claude's API takes a region with messages and batches of them;
 * where a request has text and its path takes none, the answer is `undefined`: it may not go.
 */
export function inRegion(path: string, body: string, region: string): string | undefined {
  const json = parseObject(body);
  if (json === undefined) return undefined;
  if (path.endsWith('/v1/messages')) return JSON.stringify({ ...json, inference_geo: region });
  if (!path.endsWith('/v1/messages/batches')) return undefined;
  const requests = batchOf(json).map((request) => ({
    ...request,
    params: { ...objectIn(request, 'params'), inference_geo: region },
  }));
  return JSON.stringify({ ...json, requests });
}

const batchOf = (json: Json): readonly Json[] => {
  const { requests } = json;
  return Array.isArray(requests) ? requests.map(asObject).filter((request) => request !== undefined) : [];
};
