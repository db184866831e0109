export type Json = Readonly<Record<string, unknown>>;

/** The JSON object in a text; `undefined` for anything else. */
export function parseObject(text: string): Json | undefined {
  return asObject(parseJson(text));
}

/** The JSON value in a text; `undefined` where there is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function objectIn(json: Json, name: string): Json | undefined {
  return asObject(json[name]);
}

export function textIn(json: Json, name: string): string | undefined {
  const value = json[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberIn(json: Json, name: string): number | undefined {
  const value = json[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
