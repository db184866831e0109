import { isObject, type JsonObject } from '../exchange.ts';
import { textOf } from './prompt.ts';

export function systemText(body: JsonObject): string {
  const system = body['system'];
  return typeof system === 'string' ? system : Array.isArray(system) ? textOf(system.filter(isObject)) : '';
}
