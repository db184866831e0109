/** Reads a value that came from outside; `undefined` (wrapped in nothing) means that it does not fit. */
export type Shape<Value> = (value: unknown) => Fit<Value>;
export type Fit<Value> = { readonly fits: true; readonly value: Value } | { readonly fits: false };

const MISFIT = { fits: false } as const;
const fit = <Value>(value: Value): Fit<Value> => ({ fits: true, value });

/** Text of at most `longest` characters. */
export const text =
  (longest: number): Shape<string> =>
  (value) =>
    typeof value === 'string' && value.length <= longest ? fit(value) : MISFIT;

export const wholeNumber: Shape<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? fit(value) : MISFIT;

export const amount: Shape<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? fit(value) : MISFIT;

export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? fit(value) : MISFIT);

export const nothing: Shape<undefined> = (value) => (value === undefined || value === null ? fit(undefined) : MISFIT);

export const oneOf =
  <const Names extends readonly string[]>(...names: Names): Shape<Names[number]> =>
  (value) =>
    typeof value === 'string' && names.includes(value) ? fit(value) : MISFIT;

/** What fits the first of two shapes, else what fits the second. */
export const either =
  <One, Other>(one: Shape<One>, other: Shape<Other>): Shape<One | Other> =>
  (value) => {
    const first = one(value);
    return first.fits ? first : other(value);
  };

/** Text that a parser accepts, for example an id. */
export const parsed =
  <Value>(longest: number, parse: (text: string) => Value | undefined): Shape<Value> =>
  (value) => {
    if (typeof value !== 'string' || value.length > longest) return MISFIT;
    const result = parse(value);
    return result === undefined ? MISFIT : fit(result);
  };

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Read<Of> = Of extends Shape<infer Value> ? Value : never;
type Required<Shapes extends Fields> = { readonly [Name in keyof Shapes]: Read<Shapes[Name]> };
type Maybe<Shapes extends Fields> = { readonly [Name in keyof Shapes]?: Read<Shapes[Name]> };

/** An object with exactly these fields; unknown ones do not fit. Optional fields that are `undefined` are left out. */
export const record =
  <const Must extends Fields, const May extends Fields>(must: Must, may: May): Shape<Required<Must> & Maybe<May>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return MISFIT;
    const given = new Map<string, unknown>(Object.entries(value));
    const read: [string, unknown][] = [];
    for (const [name, shape] of Object.entries({ ...must, ...may })) {
      const part = given.get(name);
      given.delete(name);
      if (part === undefined && name in may && !(name in must)) continue;
      const result = shape(part);
      if (!result.fits) return MISFIT;
      read.push([name, result.value]);
    }
    const strangers = [...given.values()].some((stranger) => stranger !== undefined);
    return strangers ? MISFIT : fit(Object.fromEntries(read) as Required<Must> & Maybe<May>);
  };

/** An object with any names of its own, at most `most`, whose values all fit. */
export const dictionary =
  <Value>(longest: number, value: Shape<Value>, most: number): Shape<Readonly<Record<string, Value>>> =>
  (given) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return MISFIT;
    const entries = Object.entries(given);
    if (entries.length > most) return MISFIT;
    const read: [string, Value][] = [];
    for (const [name, one] of entries) {
      const result = value(one);
      if (name.length > longest || !result.fits) return MISFIT;
      read.push([name, result.value]);
    }
    return fit(Object.fromEntries(read));
  };

/** A list of at most `most` items that all fit. */
export const listOf =
  <Value>(item: Shape<Value>, most: number): Shape<readonly Value[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > most) return MISFIT;
    const read: Value[] = [];
    for (const one of value) {
      const result = item(one);
      if (!result.fits) return MISFIT;
      read.push(result.value);
    }
    return fit(read);
  };
