/** What an expression of a formula property may yield; lists are of ids or names. */
export type FormulaValue = string | number | boolean | null | readonly string[];

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign';
  readonly value: string;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|"([^"]*)"|([A-Za-z]\w*)|(==|!=|<=|>=|[-+*/<>(),]))/y;

/** Computes the part of Notion's formula language that the sample workspace uses; anything else throws. */
export function evaluate(expression: string, property: (name: string) => FormulaValue): FormulaValue {
  const parser = new Parser(tokenize(expression), property);
  const value = parser.level(0);
  if (!parser.atEnd()) throw new Error(`The formula ends in the middle: ${expression}`);
  return value;
}

function tokenize(expression: string): Token[] {
  const text = expression.trim();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [, number, quoted, name, sign] = TOKEN.exec(text) ?? [];
    if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted });
    else if (name !== undefined) tokens.push({ kind: 'name', value: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign });
    else throw new Error(`Not a formula: ${expression}`);
  }
  return tokens;
}

/** Weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
];

class Parser {
  readonly #tokens: readonly Token[];
  readonly #property: (name: string) => FormulaValue;
  #at = 0;

  constructor(tokens: readonly Token[], property: (name: string) => FormulaValue) {
    this.#tokens = tokens;
    this.#property = property;
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  level(index: number): FormulaValue {
    const signs = LEVELS[index];
    if (!signs) return this.#primary();
    let left = this.level(index + 1);
    for (let sign = this.#take(signs); sign !== undefined; sign = this.#take(signs)) {
      left = combine(sign, left, this.level(index + 1));
    }
    return left;
  }

  #primary(): FormulaValue {
    if (this.#take(['-']) !== undefined) return -toNumber(this.#primary());
    if (this.#take(['not']) !== undefined) return !truthy(this.#primary());
    if (this.#take(['(']) !== undefined) {
      const value = this.level(0);
      this.#take([')']);
      return value;
    }
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'number') return Number(token.value);
    if (token?.kind === 'text') return token.value;
    if (token?.value === 'true' || token?.value === 'false') return token.value === 'true';
    if (token?.kind === 'name') return this.#call(token.value);
    throw new Error(`A value was expected in a formula, not ${token?.value ?? 'its end'}`);
  }

  #call(name: string): FormulaValue {
    const values: FormulaValue[] = [];
    if (this.#take(['(']) === undefined) throw new Error(`"(" was expected after ${name}`);
    while (this.#take([')']) === undefined) {
      if (this.atEnd()) throw new Error(`")" was expected after ${name}`);
      values.push(this.level(0));
      this.#take([',']);
    }
    const [first = null, second = null, third = null] = values;
    switch (name) {
      case 'prop':
        return this.#property(String(first));
      case 'if':
        return truthy(first) ? second : third;
      case 'empty':
        return !truthy(first);
      case 'round':
        return Math.round(toNumber(first));
      default:
        throw new Error(`The formula function ${name} is not simulated`);
    }
  }

  #take(values: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'text' || !values.includes(token.value)) return undefined;
    this.#at += 1;
    return token.value;
  }
}

function truthy(value: FormulaValue): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function toNumber(value: FormulaValue): number {
  return typeof value === 'number' ? value : Number.parseFloat(String(value ?? 0)) || 0;
}

const NUMERIC: Readonly<Record<string, (a: number, b: number) => FormulaValue>> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? null : a / b),
};

function combine(sign: string, left: FormulaValue, right: FormulaValue): FormulaValue {
  if (sign === 'or') return truthy(left) || truthy(right);
  if (sign === 'and') return truthy(left) && truthy(right);
  if (sign === '==') return left === right;
  if (sign === '!=') return left !== right;
  if (sign === '+' && (typeof left === 'string' || typeof right === 'string'))
    return String(left ?? '') + String(right ?? '');
  return NUMERIC[sign]?.(toNumber(left), toNumber(right)) ?? null;
}
