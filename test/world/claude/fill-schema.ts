import { isObject } from '../exchange.ts';
import { best, centrality } from './central.ts';
import type { Source } from './sources.ts';

/** A value that fits a JSON Schema, its texts taken from what was given. Objects have all their properties. */
export function fillSchema(schema: unknown, sources: readonly Source[], instruction: string): unknown {
  const central = best(sources, centrality(sources), 8).map((source) => source.text);
  const texts = central.length > 0 ? central : [instruction.slice(0, 200)];
  return fill(schema, schema, texts, { at: 0 });
}

function fill(schema: unknown, root: unknown, texts: readonly string[], next: { at: number }): unknown {
  if (!isObject(schema)) return null;
  if (typeof schema['$ref'] === 'string') return fill(resolve(root, schema['$ref']), root, texts, next);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const options = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(options)) return fill(options[0], root, texts, next);
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'object': {
      const properties = isObject(schema['properties']) ? schema['properties'] : {};
      return Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [name, fill(inner, root, texts, next)]),
      );
    }
    case 'array':
      return Array.from({ length: Math.max(1, Number(schema['minItems'] ?? Math.min(3, texts.length))) }, () =>
        fill(schema['items'], root, texts, next),
      );
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 1;
    case 'boolean':
      return true;
    case 'string': {
      if (schema['format'] === 'date') return /\d{4}-\d\d-\d\d/.exec(texts.join(' '))?.[0] ?? '2026-01-01';
      const value = texts[next.at % texts.length] ?? '';
      next.at += 1;
      return value;
    }
    default:
      return null;
  }
}

function resolve(root: unknown, reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), root);
}
