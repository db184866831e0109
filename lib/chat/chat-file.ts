import { asMessageId } from '../base/ids.ts';
import type { ConversationId, MessageId } from '../base/ids.ts';
import { listOf, oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Conversation, Message } from './conversation.ts';
import type { StoredTurn } from './told-turns.ts';

/** Far more turns than a conversation comes to, and the longest of each. */
const MOST_TURNS = 10_000;
const TURN_CHARS = 400_000;
const SHORT = 4_000;
/** The largest file that is read, in characters. */
const LONGEST_FILE = 40_000_000;

const id = parsed(64, asMessageId);
const place = record({ title: text(SHORT), url: text(SHORT) }, {});

const turnShape = record(
  { id, role: oneOf('user', 'assistant'), text: text(TURN_CHARS), at: wholeNumber },
  {
    /** The turn that it follows; absent for a first one. Two turns that follow the same one are two branches. */
    follows: id,
    /** The model that wrote it; absent for the person's own turns and for what was made without a model. */
    model: text(SHORT),
    /** Pages that went to the model with it. */
    pages: listOf(place, 100),
  },
);

const chatFile = record(
  {
    format: oneOf('understudy-chat'),
    version: oneOf('1'),
    title: text(SHORT),
    createdAt: wholeNumber,
    turns: listOf(turnShape, MOST_TURNS),
  },
  {
    folder: text(SHORT),
    /** The last turn of the branch that was shown. */
    shown: id,
  },
);

type Fits<Shape> = Shape extends (value: unknown) => infer Fit
  ? Fit extends { readonly value: infer Value }
    ? Value
    : never
  : never;

/** A conversation as a file, all its branches. Times in milliseconds since the epoch, texts in Markdown. */
export type ChatFile = Fits<typeof chatFile>;
type FileTurn = ChatFile['turns'][number];

/** @param markdown an answer with its citations as links, so that the text stands by itself */
export function chatFileOf(
  conversation: Conversation,
  turns: readonly StoredTurn[],
  markdown: (answer: Answer) => string,
): ChatFile {
  const { title, createdAt, folder, tip } = conversation;
  return {
    format: 'understudy-chat',
    version: '1',
    title,
    createdAt,
    turns: turns.map(({ message, answer }): FileTurn => {
      const model = answer?.provenance.answeredBy ?? message.by;
      return {
        id: message.id,
        role: message.role,
        text: message.role === 'assistant' && answer !== undefined ? markdown(answer) : message.text,
        at: message.createdAt,
        ...(message.parentId === undefined ? {} : { follows: message.parentId }),
        ...(model === undefined ? {} : { model }),
        ...(message.pages === undefined
          ? {}
          : { pages: message.pages.map(({ title: name, url }) => ({ title: name, url })) }),
      };
    }),
    ...(folder === undefined ? {} : { folder }),
    ...(tip === undefined ? {} : { shown: tip }),
  };
}

export const writeChatFile = (file: ChatFile): string => `${JSON.stringify(file, undefined, 2)}\n`;

/** The conversation in such a file; `undefined` for any other text, and where its turns do not hang together. */
export function readChatFile(file: string): ChatFile | undefined {
  if (file.length > LONGEST_FILE) return undefined;
  const read = chatFile(parse(file));
  if (!read.fits || read.value.turns.length === 0) return undefined;
  const known = new Set<MessageId>();
  for (const turn of read.value.turns) {
    // Each turn stands after the one that it follows, so no ring of turns can come in.
    if (known.has(turn.id) || (turn.follows !== undefined && !known.has(turn.follows))) return undefined;
    known.add(turn.id);
  }
  const { shown } = read.value;
  return shown === undefined || known.has(shown) ? read.value : undefined;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(file);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Rows for a conversation from a file, under ids of their own: the same file twice makes two conversations.
 * @param newId makes an id that nothing else has
 */
export function rowsOfFile(
  file: ChatFile,
  conversationId: ConversationId,
  newId: () => string,
  now: number,
): { readonly conversation: Conversation; readonly messages: readonly Message[] } {
  const ids = new Map(file.turns.map((turn) => [turn.id, asMessageId(newId())]));
  const at = (old: MessageId | undefined): MessageId | undefined => (old === undefined ? undefined : ids.get(old));
  const messages = file.turns.flatMap((turn): readonly Message[] => {
    const own = at(turn.id);
    const parentId = at(turn.follows);
    if (own === undefined) return [];
    return [
      {
        id: own,
        conversationId,
        role: turn.role,
        text: turn.text,
        createdAt: turn.at,
        ...(parentId === undefined ? {} : { parentId }),
        ...(turn.model === undefined ? {} : { by: turn.model }),
      },
    ];
  });
  const tip = at(file.shown) ?? messages.at(-1)?.id;
  const { title, createdAt, folder } = file;
  return {
    conversation: {
      id: conversationId,
      title,
      createdAt,
      updatedAt: now,
      ...(folder === undefined ? {} : { folder }),
      ...(tip === undefined ? {} : { tip }),
    },
    messages,
  };
}
