import type { ModelFree } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import { describeFailure } from '../base/failure-words.ts';
import type { PageId } from '../base/ids.ts';
import { parseSlash } from '../chat/slash.ts';
import type { SlashCommand } from '../chat/slash.ts';
import { listRows } from '../chat/tools/list-rows.ts';
import { showPage } from '../chat/tools/show-page.ts';
import { conditionsIn } from '../chat/tools/slash-query.ts';
import { listFound } from '../chat/tools/tell-found.ts';
import type { JobInput } from '../jobs/job.ts';
import { pageIn } from '../mirror/address.ts';
import { TYPED } from '../policy/class-of.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { askedRoute, factsOfAsked } from './asked-route.ts';
import { findPages, queryRows, readOne, schemaFor } from './chat-tools-read.ts';
import type { Prepared } from './prepared.ts';

const SEARCH_HITS = 20;
const ROWS = 50;

/** Whether a message is a command that the house carries out by itself. */
export function isOwnCommand({ action, question }: Pick<JobInput, 'action' | 'question'>): boolean {
  const slash = action === 'chat' && question !== undefined ? parseSlash(question) : undefined;
  return slash !== undefined && !slash.command.needsModel;
}

/**
 * Carries out a command: no model is asked, so it works while none can be. What does not fit is said in its place.
 * @throws Failure where Notion or the device could not give what was asked for
 */
export async function prepareCommand(ports: AnswerPorts, input: JobInput, signal: AbortSignal): Promise<Prepared> {
  const settings = await ports.settings();
  const asked = askedRoute(input, settings);
  const slash = parseSlash(input.question ?? '');
  const markdown = slash === undefined ? '' : await carriedOut(ports, input, slash.command, slash.rest, signal);
  const { contextTokens } = await factsOfAsked(ports, asked);
  return {
    options: { length: input.length, contextTokens, model: asked.model },
    asked,
    settings,
    pages: [],
    subject: {
      pageTitle: '',
      pageUrl: '',
      sections: [],
      sources: fingerprint(markdown),
      completeness: { seen: 'api', missingBlocks: 0 },
    },
    spent: [],
    contents: TYPED,
    unasked: [],
    nothingToAsk: true,
    plan: () => {
      throw new Error('A command asks no model');
    },
    modelFree: (): ModelFree => ({ markdown, cited: [] }),
  };
}

async function carriedOut(
  ports: AnswerPorts,
  input: JobInput,
  { name, hint }: SlashCommand,
  rest: string,
  signal: AbortSignal,
): Promise<string> {
  const { tools } = ports;
  if (tools === undefined) throw new Failure('no-notion-token');
  const usage = `Write \`/${name}\` and behind it: ${hint}.`;
  try {
    if (name === 'search') {
      if (rest === '') return usage;
      const call = { query: rest, limit: SEARCH_HITS };
      return listFound(rest, await findPages(tools, call, signal));
    }
    const { page, words } = pageMeant(input, rest);
    if (name === 'read') {
      const id = page ?? input.target?.pageId;
      return id === undefined ? usage : showPage(await readOne(ports, id, signal));
    }
    if (page === undefined) return usage;
    const { schema } = await schemaFor(tools, page, signal);
    const filter = conditionsIn(words, schema.columns);
    const call = { database: page, filter, match: 'all', sort: [], limit: ROWS } as const;
    return listRows(schema, (await queryRows(tools, call, signal)).asked);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'tool-misused') throw error;
    return error.facts.detail ?? describeFailure(error.facts).cause;
  }
}

/** The page that was mentioned, or linked, and what was written behind it. */
function pageMeant(
  { pages = [] }: JobInput,
  rest: string,
): { readonly page: PageId | undefined; readonly words: string } {
  const linked = rest.split(/\s+/).find((word) => pageIn(word.replace(/[,;]$/, '')) !== undefined);
  if (linked !== undefined) return { page: pageIn(linked.replace(/[,;]$/, '')), words: behind(rest, linked) };
  const mentioned = pages.find(({ title }) => title !== '' && rest.includes(title)) ?? pages[0];
  if (mentioned === undefined) return { page: undefined, words: rest };
  return { page: mentioned.pageId, words: behind(rest, mentioned.title) };
}

function behind(rest: string, name: string): string {
  const at = rest.indexOf(name);
  const words = at < 0 ? rest : rest.slice(at + name.length);
  return words.replace(/^[\s,;]+/, '').replace(/^where\s+/i, '');
}
