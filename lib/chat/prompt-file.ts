import { listOf, oneOf, record, text } from '../base/shape.ts';
import type { Prompt } from './prompt.ts';
import { PROMPT_NAME_CHARS, PROMPT_TEXT_CHARS } from './prompt.ts';

/** More prompts than anybody keeps. */
const MOST_PROMPTS = 500;
/** The largest file that is read, in characters. */
const LONGEST_FILE = 4_000_000;

const promptFile = record(
  {
    format: oneOf('understudy-prompts'),
    version: oneOf('1'),
    prompts: listOf(record({ name: text(PROMPT_NAME_CHARS), text: text(PROMPT_TEXT_CHARS) }, {}), MOST_PROMPTS),
  },
  {},
);

type Named = Pick<Prompt, 'name' | 'text'>;

/** The prompts as a file: JSON with `format`, `version` and the name and text of each. */
export function writePrompts(prompts: readonly Named[]): string {
  const kept = prompts.map(({ name, text: words }) => ({ name, text: words }));
  return `${JSON.stringify({ format: 'understudy-prompts', version: '1', prompts: kept }, undefined, 2)}\n`;
}

/** The prompts of such a file; `undefined` for any other text, whatever little is wrong with it. */
export function readPrompts(file: string): readonly Named[] | undefined {
  if (file.length > LONGEST_FILE) return undefined;
  const read = promptFile(parse(file));
  if (!read.fits) return undefined;
  const { prompts } = read.value;
  return prompts.every(({ name, text: words }) => name.trim() !== '' && words.trim() !== '') ? prompts : undefined;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(file);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export interface Merged {
  readonly added: readonly Named[];
  /** Names of those that are here already, word for word. */
  readonly same: readonly string[];
  /** Names that stood for other words here: the new ones are added beside them, under another name. */
  readonly renamed: readonly string[];
}

/** What of `brought` is to be added to `kept`: nothing is overwritten, nothing is there twice. */
export function mergePrompts(kept: readonly Named[], brought: readonly Named[]): Merged {
  const known = new Map(kept.map(({ name, text: words }) => [name, words]));
  const added: Named[] = [];
  const same: string[] = [];
  const renamed: string[] = [];
  for (const { name, text: words } of brought) {
    if (known.get(name) === words) {
      same.push(name);
      continue;
    }
    const free = freeName(name, known);
    if (free !== name) renamed.push(name);
    known.set(free, words);
    added.push({ name: free, text: words });
  }
  return { added, same, renamed };
}

function freeName(name: string, known: ReadonlyMap<string, string>): string {
  if (!known.has(name)) return name;
  for (let count = 2; ; count += 1) {
    const next = `${name.slice(0, PROMPT_NAME_CHARS - 6)} (${count})`;
    if (!known.has(next)) return next;
  }
}
