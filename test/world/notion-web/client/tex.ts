import { type Branch, h } from './tree.ts';

const SIGNS: Readonly<Record<string, string>> = {
  cdot: '·',
  times: '×',
  div: '÷',
  pm: '±',
  approx: '≈',
  neq: '≠',
  le: '≤',
  leq: '≤',
  ge: '≥',
  geq: '≥',
  to: '→',
  rightarrow: '→',
  in: '∈',
  infty: '∞',
  partial: '∂',
  quad: ' ',
  ldots: '…',
  dots: '…',
  '%': '%',
  '{': '{',
  '}': '}',
};
const LETTERS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  eta: 'η',
  theta: 'θ',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  phi: 'φ',
  omega: 'ω',
  Delta: 'Δ',
  Omega: 'Ω',
};
const TALL: Readonly<Record<string, string>> = { sum: '∑', prod: '∏', int: '∫' };
const OVER: Readonly<Record<string, string>> = { bar: '¯', overline: '¯', hat: '^', vec: '→' };

/** A formula as MathML, for the part of TeX that pages of text use; an unknown command shows as its name. */
export function mathOf(tex: string): Branch {
  const tokens = tex.match(/\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\S|\s+/g) ?? [];
  return h('mrow', {}, ...new Formula(tokens).row());
}

class Formula {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** Everything up to the closing brace or the end. */
  row(): readonly Branch[] {
    const parts: Branch[] = [];
    while (this.#at < this.#tokens.length && this.#tokens[this.#at] !== '}') {
      if (this.#tokens[this.#at]?.trim() === '') this.#at += 1;
      else parts.push(this.#scripted());
    }
    this.#at += 1;
    return parts;
  }

  /** An atom with what stands below and above it. */
  #scripted(): Branch {
    const isTall = (this.#tokens[this.#at] ?? '').slice(1) in TALL;
    const base = this.#atom();
    const scripts: Partial<Record<'_' | '^', Branch>> = {};
    for (let sign = this.#tokens[this.#at]; sign === '_' || sign === '^'; sign = this.#tokens[this.#at]) {
      this.#at += 1;
      scripts[sign] = this.#atom();
    }
    const { _: below, '^': above } = scripts;
    if (below !== undefined && above !== undefined) return h(isTall ? 'munderover' : 'msubsup', {}, base, below, above);
    if (below !== undefined) return h(isTall ? 'munder' : 'msub', {}, base, below);
    return above === undefined ? base : h(isTall ? 'mover' : 'msup', {}, base, above);
  }

  #atom(): Branch {
    while (this.#tokens[this.#at]?.trim() === '') this.#at += 1;
    const token = this.#tokens[this.#at] ?? '';
    this.#at += 1;
    if (token === '{') return h('mrow', {}, ...this.row());
    if (token.startsWith('\\')) return this.#command(token.slice(1));
    if (/^\d/.test(token)) return h('mn', {}, token);
    return /^\p{L}/u.test(token) ? h('mi', {}, token) : h('mo', {}, token === '-' ? '−' : token);
  }

  #command(name: string): Branch {
    if (name === 'frac') return h('mfrac', {}, this.#atom(), this.#atom());
    if (name === 'sqrt') return h('msqrt', {}, this.#atom());
    if (name === 'left' || name === 'right') return this.#atom();
    if (name === 'text' || name === 'mathrm') return h('mtext', {}, this.#words());
    const over = OVER[name];
    if (over !== undefined) return h('mover', { accent: 'true' }, this.#atom(), h('mo', {}, over));
    if (/^[ ,;:!]$/.test(name)) return h('mspace', { width: '0.25em' });
    const letter = LETTERS[name];
    if (letter !== undefined) return h('mi', {}, letter);
    const sign = TALL[name] ?? SIGNS[name];
    return sign === undefined ? h('mi', {}, name) : h('mo', {}, sign);
  }

  /** What stands between braces, as it is written. */
  #words(): string {
    const end = this.#tokens.indexOf('}', this.#at);
    const words = this.#tokens.slice(this.#at + 1, end === -1 ? undefined : end).join('');
    this.#at = end === -1 ? this.#tokens.length : end + 1;
    return words;
  }
}
