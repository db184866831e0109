import { Failure } from '../../base/failure.ts';
import type { BlockId, PageId } from '../../base/ids.ts';
import { toApiBlocks } from '../../markup/to-api-blocks.ts';
import { asObject, objectIn, textIn } from '../../mirror/notion-json.ts';
import { readRelatedPages } from '../../mirror/read-properties.ts';
import type { CreatedPage, NotionWriter, StandingBlock } from '../../outbox/notion-writer.ts';
import type { Parent, TextEdit } from '../../outbox/operation.ts';
import type { PropertyValue } from '../../outbox/property-value.ts';
import type { NotionClientOptions } from './ask-notion.ts';
import { followTask } from './follow-task.ts';
import { dialectField, readPageMarkdown } from './page-markdown.ts';
import type { KnownDialect } from './page-markdown.ts';
import { createRead } from './read-patiently.ts';
import { cursorOf, results } from './read-records.ts';
import * as standing from './read-standing.ts';
import { isCutShort, readValue } from './read-values.ts';
import type { Turnstile } from './turnstile.ts';
import { whoIsIt } from './who-is-it.ts';
import { wholeList } from './whole-list.ts';
import { writeOnce } from './write-once.ts';
import { writeText, writeValues } from './write-values.ts';

/** Notion keeps times to the minute, so what was made since a time may carry an earlier one. */
const MINUTE_MS = 60_000;

/** Shares the request budget and the knowledge of a connection's readers; goes before their background work. */
export function createNotionWriter(
  options: NotionClientOptions,
  turnstile: Turnstile,
  dialect: KnownDialect,
): NotionWriter {
  const read = createRead(options, turnstile, 'interactive');
  const write = writeOnce(options, turnstile);
  const who = whoIsIt(read);

  const childrenOf = (id: PageId | BlockId, signal: AbortSignal): AsyncIterable<unknown> =>
    wholeList((cursor) => listChildren(id, cursor, signal));

  const listChildren = (id: PageId | BlockId, cursor: string | undefined, signal: AbortSignal): Promise<unknown> =>
    read('blocks', signal, (client) =>
      client.blocks.children.list({
        block_id: id,
        page_size: 100,
        ...(cursor !== undefined && { start_cursor: cursor }),
      }),
    );

  /** With the rows of a table: a table's content is in them alone. */
  async function standingBlock(json: unknown, nameOf: standing.NameOf, signal: AbortSignal): Promise<StandingBlock> {
    const id = textIn(json, 'id');
    if (textIn(json, 'type') !== 'table' || id === undefined) return standing.readStandingBlock(json, nameOf);
    const block = standing.readStandingBlock(json, nameOf);
    const rows = await Array.fromAsync(childrenOf(block.id, signal));
    const table = { ...objectIn(json, 'table'), children: rows };
    return { ...standing.readStandingBlock({ ...asObject(json), table }, nameOf), hasChildren: false };
  }

  const pageJson = (id: PageId, signal: AbortSignal): Promise<unknown> =>
    read('pages', signal, (client) => client.pages.retrieve({ page_id: id }));

  async function edit(page: PageId, edits: readonly TextEdit[], signal: AbortSignal): Promise<unknown> {
    const tried = dialect.preferred;
    const body = {
      type: 'update_content',
      update_content: { content_updates: edits.map(({ before, after }) => ({ old_str: before, new_str: after })) },
      allow_async: true,
      ...dialectField(tried),
    };
    try {
      return await write('markdown', signal, (client) =>
        client.request({ path: `pages/${page}/markdown`, method: 'patch', body }),
      );
    } catch (error) {
      const words = refusedWords(error);
      if (tried === 'v2' && words?.includes('markdown_version') === true) {
        // Refused as a whole for its form: nothing was written, and this server knows the first dialect alone.
        dialect.preferred = 'v1';
        return edit(page, edits, signal);
      }
      if (words !== undefined && NOT_ONCE.test(words)) throw new Failure('notion-conflict', { cause: error });
      throw error;
    }
  }

  return {
    whoWrites: async (signal) => (await who(signal)).id,

    async createPage({ parent, title, titleProperty, values, content }, signal) {
      const properties = {
        ...writeValues(values),
        [titleProperty ?? 'title']: { title: writeText(title, 'The title') },
      };
      const children = toApiBlocks(content);
      const answer = await write('pages', signal, (client) =>
        client.request({
          path: 'pages',
          method: 'post',
          body: { parent: writeParent(parent), properties, ...(children.length > 0 && { children }) },
        }),
      );
      return standing.readCreatedPage(await followTask(answer, read, options.clock, signal), title);
    },

    async append(to, content, after, signal) {
      const answer = await write('blocks', signal, (client) =>
        client.request({
          path: `blocks/${to}/children`,
          method: 'patch',
          body: {
            children: toApiBlocks(content),
            ...(after !== undefined && { position: { type: 'after_block', after_block: { id: after } } }),
          },
        }),
      );
      return standing.readAppended(answer, content.length);
    },

    async setProperties(page, values, signal) {
      const properties = writeValues(values);
      await write('pages', signal, (client) =>
        client.request({ path: `pages/${page}`, method: 'patch', body: { properties } }),
      );
    },

    async replaceText(page, edits, signal) {
      const answer = await followTask(await edit(page, edits, signal), read, options.clock, signal);
      return textIn(answer, 'markdown') ?? (await readPageMarkdown(read, dialect, page, signal)).markdown;
    },

    async comment(page, text, discussion, signal) {
      const place = discussion === undefined ? { parent: standing.asParent(page) } : { discussion_id: discussion };
      const answer = await write('comments', signal, (client) =>
        client.request({
          path: 'comments',
          method: 'post',
          body: { ...place, rich_text: writeText(text, 'The comment') },
        }),
      );
      return standing.readComment(answer);
    },

    async deleteBlock(id, signal) {
      await write('blocks', signal, (client) => client.blocks.delete({ block_id: id }));
    },

    async deleteComment(id, signal) {
      await write('comments', signal, (client) => client.comments.delete({ comment_id: id }));
    },

    async trash(page, inTrash, signal) {
      await write('pages', signal, (client) => client.pages.update({ page_id: page, in_trash: inTrash }));
    },

    async children(of, cursor, signal) {
      const { nameOf } = await who(signal);
      const list = await listChildren(of, cursor, signal);
      const blocks: StandingBlock[] = [];
      for (const json of results(list)) blocks.push(await standingBlock(json, nameOf, signal));
      const next = cursorOf(list);
      return { blocks, ...(next !== undefined && { cursor: next }) };
    },

    async values(page, names, signal) {
      const properties = Object.entries(objectIn(await pageJson(page, signal), 'properties') ?? {});
      const wanted = names === undefined ? properties : properties.filter(([name]) => names.includes(name));
      const values: Record<string, PropertyValue> = {};
      for (const [name, json] of wanted) {
        const value = isCutShort(json) ? await wholeValue(page, json, signal) : readValue(json);
        if (value !== undefined) values[name] = value;
      }
      return values;
    },

    markdown: async (page, signal) => (await readPageMarkdown(read, dialect, page, signal)).markdown,

    async createdUnder(parent, since, signal) {
      const { nameOf } = await who(signal);
      const from = Math.floor(since / MINUTE_MS) * MINUTE_MS;
      const made =
        parent.kind === 'page'
          ? await pagesBelow(parent.id, nameOf, signal)
          : await rowsOf(parent, from, nameOf, signal);
      return made
        .filter(({ createdAt }) => createdAt === undefined || createdAt >= from)
        .toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
    },

    async comments(page, signal) {
      const { nameOf } = await who(signal);
      const list = wholeList((cursor) =>
        read('comments', signal, (client) =>
          client.comments.list({
            block_id: page,
            page_size: 100,
            ...(cursor !== undefined && { start_cursor: cursor }),
          }),
        ),
      );
      return (await Array.fromAsync(list)).map((json) => standing.readComment(json, nameOf));
    },
  };

  /** All references of a property of which a page object shows the first. */
  async function wholeValue(page: PageId, json: unknown, signal: AbortSignal): Promise<PropertyValue | undefined> {
    const list = wholeList((cursor) =>
      read('properties', signal, (client) =>
        client.pages.properties.retrieve({
          page_id: page,
          property_id: textIn(json, 'id') ?? '',
          page_size: 100,
          ...(cursor !== undefined && { start_cursor: cursor }),
        }),
      ),
    );
    const items = await Array.fromAsync(list);
    if (textIn(json, 'type') === 'relation') return { type: 'relation', pages: readRelatedPages(items) };
    return { type: 'people', people: items.flatMap((item) => textIn(objectIn(item, 'people'), 'id') ?? []) };
  }

  async function pagesBelow(id: PageId, nameOf: standing.NameOf, signal: AbortSignal): Promise<CreatedPage[]> {
    const children = await Array.fromAsync(childrenOf(id, signal));
    return children.flatMap((json) => standing.readChildPage(json, nameOf) ?? []);
  }

  async function rowsOf(
    parent: Extract<Parent, { kind: 'database' }>,
    from: number,
    nameOf: standing.NameOf,
    signal: AbortSignal,
  ): Promise<CreatedPage[]> {
    const list = await read('query', signal, (client) =>
      client.dataSources.query({
        data_source_id: parent.dataSource,
        page_size: 100,
        filter: { timestamp: 'created_time', created_time: { on_or_after: new Date(from).toISOString() } },
        sorts: [{ timestamp: 'created_time', direction: 'descending' }],
      }),
    );
    return results(list).map((json) => standing.readCreatedRow(json, nameOf));
  }
}

/** Notion's message where it refused a request as it was; `undefined` for every other failure. */
function refusedWords(error: unknown): string | undefined {
  if (!(error instanceof Failure) || error.code !== 'notion-refused-request') return undefined;
  return typeof error.cause === 'string' ? error.cause : '';
}

/** How Notion says that a passage stands nowhere or more than once; its words for it are documented nowhere. */
const NOT_ONCE =
  /old_str|\b(no|not|could not|multiple|times|once)\b.*\b(find|found|match)|\bmatch(es)?\b.*\b(times|multiple|once)\b/i;

const writeParent = (parent: Parent) =>
  parent.kind === 'page' ? standing.asParent(parent.id) : { type: 'data_source_id', data_source_id: parent.dataSource };
