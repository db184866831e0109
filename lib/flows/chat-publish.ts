import { Failure } from '../base/failure.ts';
import type { ConnectionId, ConversationId, JobId, OutboxId } from '../base/ids.ts';
import { branchTo } from '../chat/branch.ts';
import type { ChatStore } from '../chat/chat-store.ts';
import type { StoredTurn } from '../chat/told-turns.ts';
import type { Answer } from '../jobs/answer.ts';
import type { PageTarget } from '../jobs/job.ts';
import { documentOfAnswer } from '../markup/document-of-answer.ts';
import type { DocBlock, NotionDocument } from '../markup/document.ts';
import type { PageStore } from '../mirror/page-store.ts';
import { modelName } from '../models/model-name.ts';
import type { Proposal } from '../outbox/proposal.ts';
import { addressesInText, addressesRead } from './addresses-read.ts';
import { keepKnownLinks } from './known-links.ts';

export interface PublishChatPorts {
  readonly chats: Pick<ChatStore, 'conversation' | 'messages'>;
  readonly pages: Pick<PageStore, 'get'>;
  answerOf(job: JobId): Promise<Answer | undefined>;
  /** Workspaces that can be written to, in the order in which they were connected. */
  connected(): Promise<readonly ConnectionId[]>;
  propose(proposals: readonly Proposal[]): Promise<readonly OutboxId[]>;
}

/**
 * Proposes a conversation, the branch that is shown, as a new page under the page that it is about.
 * @throws Failure `no-page` for one that is about no page or is not kept, `no-notion-token`, and what `propose` throws
 */
export async function proposeChat(ports: PublishChatPorts, id: ConversationId): Promise<OutboxId> {
  const conversation = await ports.chats.conversation(id);
  const branch = branchTo(await ports.chats.messages(id), conversation?.tip);
  const under = conversation?.target ?? branch.flatMap(({ pages = [] }) => pages)[0];
  if (conversation === undefined || conversation.temporary === true || under === undefined)
    throw new Failure('no-page');
  const turns = await Promise.all(
    branch
      .filter(({ summary }) => summary === undefined)
      .map(async (message) => ({
        message,
        answer: message.jobId === undefined ? undefined : await ports.answerOf(message.jobId),
      })),
  );
  const addresses = await addressesOf(ports, turns);
  const { document } = keepKnownLinks(turns.flatMap(blocksOf), (link) => addresses.has(link));
  const parent = await ports.pages.get(under.pageId);
  const connected = await ports.connected();
  const connection = connected.find((one) => one === parent?.connection) ?? connected[0];
  if (connection === undefined) throw new Failure('no-notion-token');
  const writers = [...new Set(turns.flatMap(({ answer }) => answer?.provenance.answeredBy ?? []))];
  const [proposed] = await ports.propose([
    {
      personOnly: true,
      connection,
      target: under.pageId,
      targetTitle: under.title,
      targetUrl: under.url,
      operation: {
        kind: 'create',
        parent: { kind: 'page', id: under.pageId },
        title: `Chat: ${conversation.title}`,
        values: {},
        content: document,
      },
      origin: {
        label: 'Chat',
        sources: sourcesOf(turns, under),
        addresses: [...addresses],
        ...(writers.length > 0 && { model: writers.map(modelName).join(', ') }),
      },
    },
  ]);
  if (proposed === undefined) throw new Error('The outbox took a proposal and named no entry');
  return proposed;
}

/** A turn under a heading that says whose it is. What the person typed is text and nothing else. */
function blocksOf({ message, answer }: StoredTurn): NotionDocument {
  const by = answer?.provenance.answeredBy ?? message.by;
  const who = message.role === 'user' ? 'You' : by === undefined ? 'No model used' : modelName(by);
  const said =
    message.role === 'user'
      ? message.text.split(/\n+/).map((line) => paragraph(line))
      : documentOfAnswer(answer?.text ?? message.text, answer?.citations ?? []);
  return [{ kind: 'heading_3', runs: [{ kind: 'text', text: who }], children: [] }, ...said];
}

const paragraph = (text: string): DocBlock => ({ kind: 'paragraph', runs: [{ kind: 'text', text }], children: [] });

/** The pages that went along or are cited, each once. */
function sourcesOf(turns: readonly StoredTurn[], under: PageTarget): readonly { title: string; url: string }[] {
  const named = new Map([[under.pageId, { title: under.title, url: under.url }]]);
  for (const { message, answer } of turns) {
    for (const { pageId, title, url } of [...(message.pages ?? []), ...(answer?.citations ?? [])]) {
      if (!named.has(pageId)) named.set(pageId, { title, url: url.replace(/#.*$/u, '') });
    }
  }
  return [...named.values()];
}

/** What may be led to: pages that went along or are cited, what stands in those, and what the person typed. */
async function addressesOf(
  { pages }: Pick<PublishChatPorts, 'pages'>,
  turns: readonly StoredTurn[],
): Promise<ReadonlySet<string>> {
  const along = turns.flatMap(({ message }) => message.pages ?? []);
  const cited = turns.flatMap(({ answer }) => answer?.citations ?? []);
  const ids = new Set([...along, ...cited].map(({ pageId }) => pageId));
  const read = await Promise.all([...ids].map((id) => pages.get(id)));
  return new Set([
    ...[...along, ...cited].map(({ url }) => url),
    ...read.flatMap((page) => (page === undefined ? [] : addressesRead(page))),
    ...turns.flatMap(({ message }) => (message.role === 'user' ? addressesInText(message.text) : [])),
  ]);
}
