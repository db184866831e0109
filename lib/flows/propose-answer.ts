import { RESULT_NAMES } from '../actions/result-names.ts';
import { Failure } from '../base/failure.ts';
import type { AnswerId, ConnectionId, OutboxId, PageId } from '../base/ids.ts';
import type { Answer, Provenance } from '../jobs/answer.ts';
import type { AnswerStore } from '../jobs/stores.ts';
import { addressesIn } from '../markup/addresses.ts';
import { documentOfAnswer } from '../markup/document-of-answer.ts';
import type { DocBlock, NotionDocument } from '../markup/document.ts';
import type { PublishPlace } from '../messages/outbox-desk.ts';
import { parseAddress } from '../mirror/address.ts';
import type { PageStore } from '../mirror/page-store.ts';
import type { Page } from '../mirror/page.ts';
import { modelName, undated } from '../models/model-name.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import { targetOfOperation } from '../outbox/operation.ts';
import type { Operation } from '../outbox/operation.ts';
import type { Proposal } from '../outbox/proposal.ts';
import { addressesInText, addressesRead, pagesNamed } from './addresses-read.ts';
import { keepKnownLinks } from './known-links.ts';

export interface ProposePorts {
  readonly answers: Pick<AnswerStore, 'get'>;
  readonly pages: Pick<PageStore, 'get'>;
  /** Workspaces that can be written to, in the order in which they were connected. */
  connected(): Promise<readonly ConnectionId[]>;
  /** Entries in which something is still to be done. */
  unfinished(): Promise<readonly OutboxEntry[]>;
  propose(proposals: readonly Proposal[]): Promise<readonly OutboxId[]>;
}

/**
 * Proposes to publish a stored answer: its text with its citations as links, who was asked where another model answered,
 * and what it could not see. Asked twice for one place, what waits there already is the answer.
 * @param place absent means at the end of the page that the answer is about
 * @param by a press is answered by a look at what it would write, whatever leave was given; a schedule has leave or waits
 * @throws Failure `no-page` without a whole answer or a place for it, `no-notion-token`, and what `propose` throws
 */
export async function proposeAnswer(
  ports: ProposePorts,
  id: AnswerId,
  place?: PublishPlace,
  by: 'press' | 'schedule' = 'press',
): Promise<OutboxId> {
  const answer = await ports.answers.get(id);
  const page = place?.page ?? answer?.pageId;
  if (answer === undefined || answer.state !== 'done' || page === undefined) throw new Failure('no-page');
  const read = await pagesOf(ports, answer);
  const target = read.find((one) => one.id === page) ?? (await ports.pages.get(page));
  const named = nameOf(answer, page, target);
  const sources = sourcesOf(answer);
  const whole = documentOfAnswer(answer.text, answer.citations);
  const addresses = addressesOf(answer, read, addressesIn(whole));
  const known = keepKnownLinks(whole, (link) => addresses.has(plain(link)));
  const content = [...known.document, ...told(answer.provenance, known.leftOut)];
  const operation = operationOf(answer, page, place?.as ?? 'append', content);
  const waiting = (await ports.unfinished()).find((entry) => isSame(entry, answer.id, operation));
  if (waiting !== undefined) return waiting.id;
  const { answeredBy } = answer.provenance;
  const [proposed] = await ports.propose([
    {
      ...(by === 'press' ? { personOnly: true as const } : {}),
      connection: await connectionOf(ports, target ?? read[0]),
      target: page,
      targetTitle: named.title,
      targetUrl: named.url,
      operation,
      origin: {
        label: labelOf(answer),
        answerId: answer.id,
        jobId: answer.jobId,
        sources,
        addresses: [...addresses],
        ...(answeredBy !== undefined && { model: modelName(answeredBy) }),
      },
    },
  ]);
  if (proposed === undefined) throw new Error('The outbox took a proposal and named no entry');
  return proposed;
}

/** The same answer for the same place, still undecided. */
const isSame = ({ state, origin, operation }: OutboxEntry, answer: AnswerId, wanted: Operation): boolean =>
  state === 'proposed' &&
  origin.answerId === answer &&
  operation.kind === wanted.kind &&
  targetOfOperation(operation) === targetOfOperation(wanted);

/** The pages that it was made from, as far as they are still here. */
async function pagesOf(ports: ProposePorts, { pageId, citations }: Answer): Promise<readonly Page[]> {
  const ids = new Set([...(pageId === undefined ? [] : [pageId]), ...citations.map((one) => one.pageId)]);
  const pages = await Promise.all([...ids].map((id) => ports.pages.get(id)));
  return pages.filter((page) => page !== undefined);
}

/** The workspace that gave the page, while it is connected; else the first. */
async function connectionOf(ports: ProposePorts, page: Page | undefined): Promise<ConnectionId> {
  const connected = await ports.connected();
  const own = connected.find((id) => id === page?.connection);
  const connection = own ?? connected[0];
  if (connection === undefined) throw new Failure('no-notion-token');
  return connection;
}

interface Named {
  readonly title: string;
  readonly url: string;
}

function nameOf({ pageId, pageTitle, pageUrl, citations }: Answer, id: PageId, page: Page | undefined): Named {
  if (pageId === id) return { title: pageTitle, url: pageUrl };
  const cited = citations.find((one) => one.pageId === id);
  if (cited !== undefined) return { title: cited.title, url: pageAddress(cited.url) };
  if (page === undefined) throw new Failure('no-page');
  return { title: page.title, url: page.url };
}

/** Without the place in the page, and however its end is written. */
const plain = (url: string): string => (URL.parse(url)?.href ?? url).replace(/#.*$/u, '').replace(/\/$/u, '');

const pageAddress = (url: string): string => url.replace(/#.*$/u, '');

/** The pages themselves, each once: what the line of who wrote it names. */
function sourcesOf({ pageId, pageTitle, pageUrl, citations }: Answer): readonly Named[] {
  const named = new Map<string, Named>();
  if (pageId !== undefined) named.set(pageId, { title: pageTitle, url: pageUrl });
  for (const { pageId: id, title, url } of citations) {
    if (!named.has(id)) named.set(id, { title, url: pageAddress(url) });
  }
  return [...named.values()];
}

function operationOf(answer: Answer, page: PageId, as: PublishPlace['as'], content: NotionDocument): Operation {
  if (as === 'append') return { kind: 'append', page, content };
  const title = `${labelOf(answer)}: ${answer.question ?? answer.pageTitle}`;
  return { kind: 'create', parent: { kind: 'page', id: page }, title, values: {}, content };
}

/** What may be led to: the pages that were read and what stands in them, the pages they name, and what was typed. */
function addressesOf(answer: Answer, read: readonly Page[], links: readonly string[]): ReadonlySet<string> {
  const named = new Set(read.flatMap(pagesNamed));
  const toNamed = links.filter((link) => {
    const page = URL.parse(link)?.search === '' ? parseAddress(link)?.pageId : undefined;
    return page !== undefined && named.has(page);
  });
  const found = [
    ...[...sourcesOf(answer), ...answer.citations].map(({ url }) => url),
    ...read.flatMap(addressesRead),
    ...addressesInText(answer.question ?? ''),
    ...toNamed,
  ];
  return new Set(found.map(plain));
}

/** What an answer is called where it stands in Notion. */
const labelOf = ({ action }: Answer): string => (action === 'chat' ? RESULT_NAMES.ask : RESULT_NAMES[action]);

/** Who was asked in vain, and what was not seen: said in what is published as it is said under the answer. */
function told({ asked, answeredBy, completeness }: Provenance, leftOut: number): NotionDocument {
  const lines: string[] = [];
  if (asked !== undefined && (answeredBy === undefined || undated(asked) !== undated(answeredBy))) {
    const wrote = answeredBy === undefined ? 'this was made without a model' : `${modelName(answeredBy)} wrote this`;
    lines.push(`${modelName(asked)} was asked first and did not answer; ${wrote}.`);
  }
  if (completeness.seen === 'screen') lines.push('It saw only what was on the screen.');
  if (completeness.missingBlocks > 0) lines.push('Notion did not give all blocks of what it was made from.');
  if (leftOut > 0) {
    const links = leftOut === 1 ? '1 link is' : `${leftOut} links are`;
    lines.push(`${links} left out: the address stands in none of the pages that were read.`);
  }
  return lines.length === 0 ? [] : [small(lines.join(' '))];
}

const small = (text: string): DocBlock => ({
  kind: 'paragraph',
  runs: [{ kind: 'text', text, italic: true, color: 'gray' }],
  children: [],
});
