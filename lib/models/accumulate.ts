import type { AnswerEvent, ModelCitation, Stopped, Usage } from './answer-event.ts';
import { NO_USAGE } from './answer-event.ts';
import type { ToolCall } from './tool.ts';

/** A citation with the number that its markers carry in the text. */
export interface NumberedCitation extends ModelCitation {
  readonly n: number;
}

/** What has arrived of an answer: plain data, so that it can be stored at any moment. */
export interface Draft {
  readonly model?: string;
  readonly requestId?: string;
  readonly usage: Usage;
  readonly citations: readonly NumberedCitation[];
  readonly stopped?: Stopped;
  /** It could not call the tools that were offered. */
  readonly toolless?: true;
  /** What the model called, in order. */
  readonly calls?: readonly ToolCall[];
  /** Text of the finished blocks, with its markers. */
  readonly settled: string;
  /** The block still growing, as the model wrote it, and the numbers it cites. */
  readonly open: { readonly block: number; readonly text: string; readonly cites: readonly number[] };
  /** The number that the next new citation gets. */
  readonly nextN: number;
}

/** @param firstN number of the first new citation: past those of the answer that this one goes on from */
export function newDraft(firstN = 1): Draft {
  return { usage: NO_USAGE, citations: [], settled: '', open: { block: -1, text: '', cites: [] }, nextN: firstN };
}

/** The same draft before the next request of the same answer: its text stands, what it called is answered. */
export function nextRound({ calls: _calls, stopped: _stopped, ...draft }: Draft): Draft {
  const text = textOf(draft);
  const parted = text.trim() === '' || text.endsWith('\n\n') ? text : `${text.trimEnd()}\n\n`;
  return { ...draft, settled: parted, open: { block: -1, text: '', cites: [] }, usage: NO_USAGE };
}

/** One more event. The same citation keeps its number wherever it is met again. */
export function accumulate(draft: Draft, event: AnswerEvent): Draft {
  switch (event.type) {
    case 'answer-start':
      return {
        ...draft,
        model: event.model,
        ...(event.requestId === undefined ? {} : { requestId: event.requestId }),
        ...(event.toolless === undefined ? {} : { toolless: event.toolless }),
        usage: { ...draft.usage, ...event.usage },
      };
    case 'text-delta': {
      const on = turnTo(draft, event.block);
      return { ...on, open: { ...on.open, text: on.open.text + event.text } };
    }
    case 'citation-add':
      return cite(turnTo(draft, event.block), event.citation);
    case 'alive':
      return draft;
    case 'tool-call': {
      const on = turnTo(draft, event.block);
      return { ...on, calls: [...(on.calls ?? []), event.call] };
    }
    case 'answer-end':
      return { ...turnTo(draft, -1), stopped: event.stopped, usage: event.usage };
  }
}

/** The answer so far: Markdown with a marker `[^n]` at the end of each block of text that cites. */
export function textOf(draft: Draft): string {
  return draft.settled + marked(draft.open.text, draft.open.cites);
}

function turnTo(draft: Draft, block: number): Draft {
  if (draft.open.block === block) return draft;
  return { ...draft, settled: textOf(draft), open: { block, text: '', cites: [] } };
}

function cite(draft: Draft, citation: ModelCitation): Draft {
  const known = draft.citations.find(
    (other) => other.source === citation.source && other.start === citation.start && other.end === citation.end,
  );
  const n = known?.n ?? draft.nextN;
  const cites = draft.open.cites.includes(n) ? draft.open.cites : [...draft.open.cites, n];
  const open = { ...draft.open, cites };
  if (known !== undefined) return { ...draft, open };
  return { ...draft, open, citations: [...draft.citations, { ...citation, n }], nextN: n + 1 };
}

/** A marker that the model itself wrote is no citation: it loses its hat, so that it cannot pose as one. */
function marked(text: string, cites: readonly number[]): string {
  const own = text.replace(/\[\^(?=\d+\])/g, '[');
  if (cites.length === 0) return own;
  const body = own.trimEnd();
  return body + cites.map((n) => `[^${n}]`).join('') + own.slice(body.length);
}
