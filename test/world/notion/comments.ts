import { randomUUID } from 'node:crypto';
import { isObject } from '../exchange.ts';
import type { RichText } from '../model.ts';
import { list, needBlock, needPage, pageOf, pathId, readPaging, type Ask } from './ask.ts';
import { invalid, notFound } from './errors.ts';
import { parseId } from './ids.ts';
import { parseRichText } from './parse-api.ts';
import type { Answer } from './read-routes.ts';
import { renderText } from './render-text.ts';

export interface WorldComment {
  readonly id: string;
  readonly discussion: string;
  /** The page or block that it is about. */
  readonly about: { readonly type: 'page_id' | 'block_id'; readonly id: string };
  readonly text: readonly RichText[];
  readonly createdBy: string;
  readonly createdTime: string;
  readonly editedTime: string;
}

/** About a page or a block, or as an answer in a discussion. */
export function createComment(ask: Ask): Answer {
  const { body, store, connection } = ask;
  const { about, discussion } = readPlace(ask);
  const now = store.clock.minute();
  const comment: WorldComment = {
    id: randomUUID(),
    discussion,
    about,
    text: readText(ask),
    createdBy: connection.botId,
    createdTime: now,
    editedTime: now,
  };
  if (body['parent'] !== undefined && body['discussion_id'] !== undefined)
    throw invalid('body failed validation: body.parent and body.discussion_id cannot both be present.');
  store.comments.set(comment.id, comment);
  return render(ask, comment);
}

function readText({ body }: Ask): readonly RichText[] {
  if (typeof body['markdown'] === 'string') return [{ text: body['markdown'] }];
  return parseRichText(body['rich_text'], 'body.rich_text');
}

function readPlace(ask: Ask): Pick<WorldComment, 'about' | 'discussion'> {
  const { parent, discussion_id: discussion } = ask.body;
  if (typeof discussion === 'string') {
    const first = [...ask.store.comments.values()].find((comment) => comment.discussion === parseId(discussion));
    if (!first) throw notFound('block', discussion, ask.connection.name);
    return first;
  }
  const id = (name: string): string | undefined =>
    isObject(parent) && typeof parent[name] === 'string' ? parseId(parent[name]) : undefined;
  const [page, block] = [id('page_id'), id('block_id')];
  if (page !== undefined) return { about: { type: 'page_id', id: needPage(ask, page).id }, discussion: randomUUID() };
  if (block !== undefined)
    return { about: { type: 'block_id', id: needBlock(ask, block).block.id }, discussion: randomUUID() };
  throw invalid('body failed validation: body.parent should be defined, instead was `undefined`.');
}

/** Of one page or block, oldest first; nothing in the world resolves a discussion. */
export function listComments(ask: Ask): Answer {
  const id = parseId(ask.query.get('block_id') ?? '') ?? '';
  if (ask.store.page(id)) needPage(ask, id);
  else needBlock(ask, id);
  const about = [...ask.store.comments.values()].filter((comment) => comment.about.id === id);
  const page = pageOf(about, readPaging(ask, 'query'), (comment) => comment.id);
  return list(
    'comment',
    page.items.map((comment) => render(ask, comment)),
    page.next,
  );
}

export const retrieveComment = (ask: Ask): Answer => render(ask, needComment(ask));

export function updateComment(ask: Ask): Answer {
  const changed = { ...needComment(ask), text: readText(ask), editedTime: ask.store.clock.minute() };
  ask.store.comments.set(changed.id, changed);
  return render(ask, changed);
}

export function deleteComment(ask: Ask): Answer {
  const comment = needComment(ask);
  ask.store.comments.delete(comment.id);
  return render(ask, comment);
}

function needComment(ask: Ask): WorldComment {
  const id = pathId(ask, 'comment_id');
  const comment = ask.store.comments.get(id);
  const about = comment?.about.id ?? '';
  const pageId = ask.store.page(about) ? about : (ask.store.block(about)?.pageId ?? '');
  if (!comment || !ask.store.canSee(ask.connection, pageId)) throw notFound('comment', id, ask.connection.name);
  return comment;
}

function render({ store }: Ask, comment: WorldComment): Answer {
  const connection = [...store.connections()].find(({ botId }) => botId === comment.createdBy);
  const name = connection?.name ?? store.user(comment.createdBy)?.name ?? null;
  return {
    object: 'comment',
    id: comment.id,
    parent: { type: comment.about.type, [comment.about.type]: comment.about.id },
    discussion_id: comment.discussion,
    created_time: comment.createdTime,
    last_edited_time: comment.editedTime,
    created_by: { object: 'user', id: comment.createdBy },
    rich_text: renderText(comment.text),
    display_name: { type: connection ? 'integration' : 'user', resolved_name: name },
  };
}
