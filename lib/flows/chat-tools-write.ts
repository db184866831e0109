import type { ConnectionId, OutboxId, PageId } from '../base/ids.ts';
import { asOutboxId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { Failure } from '../base/failure.ts';
import { addressesInText } from '../chat/tools/addresses-in-text.ts';
import { readWrite } from '../chat/tools/read-calls.ts';
import type { WriteCall } from '../chat/tools/read-calls.ts';
import { misuse } from '../chat/tools/read-input.ts';
import { named } from '../chat/tools/told.ts';
import type { Told } from '../chat/tools/told.ts';
import { valuesOf } from '../chat/tools/values.ts';
import { documentOfAnswer } from '../markup/document-of-answer.ts';
import { pageUrl } from '../mirror/address.ts';
import type { Column } from '../mirror/notion-reader.ts';
import type { Origin } from '../outbox/entry.ts';
import type { Operation } from '../outbox/operation.ts';
import type { WriteTool } from '../settings/tool-choice.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { ToolPorts } from './chat-tools-ports.ts';
import { schemaFor, throughAny } from './chat-tools-read.ts';

/** A change as it goes to the outbox, and its line for the person. */
interface Wanted {
  readonly connection: ConnectionId;
  readonly target: PageId;
  readonly targetTitle: string;
  readonly targetUrl: string;
  readonly operation: Operation;
  readonly words: string;
}

export interface Proposing {
  /** The same for the same call in every life of the worker. */
  readonly id: OutboxId;
  readonly origin: Origin;
}

/** The name of the entry that a call becomes: a call that is run again after a death proposes nothing new. */
export const entryIdOf = (job: string, call: string): OutboxId => asOutboxId(`chat-${fingerprint(job, call)}`);

/** What the model is told of a proposal. */
const PROPOSED =
  'Proposed, not written. The person sees exactly this change under your answer and decides; you will be told with their next message. Do not propose it again, and do not say that it is done.';

/**
 * Makes a proposal of a call that writes: checked against the target as it stands now, stored, and left to the person.
 * @throws Failure `tool-misused`, `write-invalid`, `write-address` or `writes-off` with what does not fit; else why the
 *   target could not be looked at
 */
export async function proposeByTool(
  ports: Pick<ToolPorts, 'connections' | 'propose'>,
  name: WriteTool,
  input: Json | undefined,
  { id, origin }: Proposing,
  signal: AbortSignal,
): Promise<Told & { readonly entries: readonly OutboxId[] }> {
  const call = readWrite(name, input);
  refuseStrangers(call, origin.addresses);
  const { words, ...wanted } = await wantedBy(ports, call, signal);
  // The person alone says yes: what was read on the way may have been written to be obeyed.
  const entries = await ports.propose([{ ...wanted, id, origin, personOnly: true }]);
  const page = { id: wanted.target, title: wanted.targetTitle, url: wanted.targetUrl };
  return { text: PROPOSED, words, pages: [page], entries };
}

/** Every address in the words counts, also one that no link holds: a reader would follow it. */
function refuseStrangers(call: WriteCall, addresses: readonly string[]): void {
  const known = new Set(addresses.map(bare));
  const stranger = addressesInText(JSON.stringify(call).replaceAll('\\n', '\n')).find(
    (address) => !known.has(bare(address)),
  );
  if (stranger !== undefined) throw new Failure({ code: 'write-address', detail: `It is ${stranger.slice(0, 120)}` });
}

/** Marks of Markdown and of a sentence at the end of an address do not make it another one. */
const bare = (address: string): string => address.replace(/[)\]}.,;:!?*_~/\\]+$/, '');

async function wantedBy(ports: Pick<ToolPorts, 'connections'>, call: WriteCall, signal: AbortSignal): Promise<Wanted> {
  if (call.kind === 'create_row') return rowWanted(ports, call, signal);
  const place = await placeOf(ports, call.page, signal);
  const { connection, title, url } = place;
  const target = { connection, target: call.page, targetTitle: title, targetUrl: url };
  const name = named(title === '' ? 'Untitled' : title);
  switch (call.kind) {
    case 'append': {
      const content = documentOfAnswer(call.content, []);
      return { ...target, operation: { kind: 'append', page: call.page, content }, words: `Add text to ${name}` };
    }
    case 'create_page': {
      const parent = { kind: 'page', id: call.page } as const;
      const content = documentOfAnswer(call.content, []);
      const operation = { kind: 'create', parent, title: call.title, values: {}, content } as const;
      return { ...target, operation, words: `New page ${named(call.title)} under ${name}` };
    }
    case 'update_properties': {
      const values = valuesOf(call.properties, await place.columns());
      const operation = { kind: 'set-properties', page: call.page, values } as const;
      return { ...target, operation, words: `Set ${Object.keys(values).join(', ')} of ${name}` };
    }
    case 'replace_text':
      return {
        ...target,
        operation: { kind: 'replace-text', page: call.page, edits: call.edits },
        words: `Change text of ${name}`,
      };
    case 'comment':
      return {
        ...target,
        operation: { kind: 'comment', page: call.page, text: call.text },
        words: `Comment on ${name}`,
      };
  }
}

async function rowWanted(
  ports: Pick<ToolPorts, 'connections'>,
  call: WriteCall & { readonly kind: 'create_row' },
  signal: AbortSignal,
): Promise<Wanted> {
  const { connected, schema } = await schemaFor(ports, call.page, signal);
  const all = valuesOf(call.properties, schema.columns);
  const titled = Object.entries(all).find(([, value]) => value.type === 'title');
  const values = Object.fromEntries(Object.entries(all).filter(([name]) => name !== titled?.[0]));
  const title = titled !== undefined && titled[1].type === 'title' ? titled[1].text.trim() : '';
  if (title === '') throw misuse(`A row needs a title: “${titleColumn(schema.columns)}”.`);
  return {
    connection: connected.id,
    target: call.page,
    targetTitle: schema.title,
    targetUrl: pageUrl(call.page),
    operation: {
      kind: 'create',
      parent: { kind: 'database', id: call.page, dataSource: schema.id },
      title,
      values,
      content: documentOfAnswer(call.content, []),
    },
    words: `New row ${named(title)} in ${named(schema.title)}`,
  };
}

const titleColumn = (columns: readonly Column[]): string =>
  columns.find(({ type }) => type === 'title')?.name ?? 'Name';

/** The page as Notion shows it now, through whichever workspace does. */
async function placeOf(ports: Pick<ToolPorts, 'connections'>, id: PageId, signal: AbortSignal) {
  return throughAny(await ports.connections(), signal, async ({ id: connection, reader }) => {
    const { title, url, database, inTrash } = await reader.page(id, signal);
    if (inTrash === true) throw misuse('This page is in the trash.');
    const columns = async (): Promise<readonly Column[]> => {
      if (database === undefined) throw misuse('This page is no row of a database: it has no properties to set.');
      return (await schemaFor(ports, database, signal)).schema.columns;
    };
    return { connection, title, url, columns };
  });
}
