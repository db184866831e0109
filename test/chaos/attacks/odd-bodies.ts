/** Values that no field expects, as structured clone and JSON may bring them. */
const ODD: readonly (readonly [name: string, make: () => unknown])[] = [
  ['null', () => null],
  ['nothing', () => undefined],
  ['zero', () => -0],
  ['a negative number', () => -1],
  ['a fraction', () => 1.5],
  ['no number', () => Number.NaN],
  ['infinity', () => Number.POSITIVE_INFINITY],
  ['too large a number', () => Number.MAX_VALUE],
  ['a flag', () => true],
  ['no text', () => ''],
  ['halves of characters', () => '\u{d800}\u{dfff}\u{0}\u{202e}'],
  ['a path', () => '../../../x'],
  ['megabytes of text', () => 'x'.repeat(5_000_000)],
  ['a name of every object', () => '__proto__'],
  ['a list', () => []],
  ['a list of lists', () => [[], [[]]]],
  ['a long list', () => Array.from({ length: 100_000 }, () => 'x')],
  ['a list with holes', () => Object.assign([], { length: 1_000_000 })],
  ['an object', () => ({})],
  ['a poisoned object', () => JSON.parse('{"__proto__":{"name":"x"},"constructor":{"prototype":{"ok":true}}}')],
  ['an object without a prototype', () => Object.assign(Object.create(null) as object, { id: 'x' })],
  ['many fields', () => Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`f${n}`, n]))],
  ['10,000 lists deep', () => deep((inner) => [inner])],
  ['10,000 objects deep', () => deep((inner) => ({ filters: inner, rules: [inner], id: inner }))],
  ['a ring', () => ring()],
  ['a big integer', () => 10n ** 40n],
  ['a date', () => new Date(0)],
  ['a map', () => new Map([['id', 'x']])],
  ['a set', () => new Set(['x'])],
  ['bytes', () => new Uint8Array(1_000)],
  ['a buffer', () => new ArrayBuffer(8)],
  ['a pattern', () => /x/u],
  ['an error', () => new Error('x')],
  ['a text in a box', () => Object('x') as unknown],
];

function deep(around: (inner: unknown) => unknown): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < 10_000; level += 1) value = around(value);
  return value;
}

function ring(): unknown {
  const one: Record<string, unknown> = { id: 'x' };
  one['filters'] = one;
  one['target'] = [one];
  return one;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A well-formed body, and all that differ from it in one place: a value that is odd, a field that is missing or too many. */
export function* bodiesLike(valid: unknown): Generator<readonly [name: string, body: unknown]> {
  for (const [name, make] of ODD) yield [name, make()];
  yield* within(valid, (body) => body, '');
}

function* within(
  valid: unknown,
  put: (value: unknown) => unknown,
  path: string,
): Generator<readonly [name: string, body: unknown]> {
  if (Array.isArray(valid)) {
    const [first] = valid as readonly unknown[];
    if (first !== undefined) yield* within(first, (value) => put([value]), `${path}[0]`);
    return;
  }
  if (!isObject(valid)) return;
  yield [`${path} with a field too many`, put({ ...valid, stranger: 1 })];
  for (const name of Object.keys(valid)) {
    const { [name]: _left, ...rest } = valid;
    yield [`${path}.${name} missing`, put(rest)];
    for (const [odd, make] of ODD) yield [`${path}.${name}: ${odd}`, put({ ...valid, [name]: make() })];
    yield* within(valid[name], (value) => put({ ...valid, [name]: value }), `${path}.${name}`);
  }
}
