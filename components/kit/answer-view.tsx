import { useMemo, useState } from 'preact/hooks';

import { describeFailure } from '../../lib/base/failure-words.ts';
import type { Answer, Citation } from '../../lib/jobs/answer.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { answeredBy } from './answered-by.ts';
import type { AnsweredBy } from './answered-by.ts';
import { Button } from './button.tsx';
import { useAsk } from './handing.ts';
import { Markup } from './markup.tsx';
import { mended } from './mended.ts';
import type { Connected } from './mended.ts';
import { takeStep } from './next-step.ts';
import { LinkCard, SourceCard } from './source-card.tsx';

interface AnswerViewProps {
  readonly answer: Answer;
  readonly desk: Desk;
  readonly models: readonly ModelFacts[];
  readonly now: number;
  readonly connected: Connected;
  /** More of it is on its way. */
  readonly writing?: boolean;
  /** Asks anew, once what kept the page from being read whole is mended. */
  readonly onRetry?: () => void;
}

type Card =
  | { readonly kind: 'source'; readonly citation: Citation; readonly anchor: HTMLElement }
  | { readonly kind: 'link'; readonly href: string; readonly anchor: HTMLElement };

/** An answer as a document: its text, its sources, and the line that says who wrote it. */
export function AnswerView({ answer, desk, models, now, connected, writing = false, onRetry }: AnswerViewProps) {
  const ask = useAsk();
  const [card, setCard] = useState<Card>();
  const cited = useMemo(() => new Set(answer.citations.map((citation) => citation.n)), [answer.citations]);
  const jump = (citation: Citation): void => {
    ask(() => desk.openCitation(citation));
  };
  const close = (): void => setCard(undefined);
  return (
    <>
      <Markup
        text={answer.text}
        cited={cited}
        onCite={(n, anchor) => {
          const citation = answer.citations.find((one) => one.n === n);
          if (!citation) return;
          setCard({ kind: 'source', citation, anchor });
          jump(citation);
        }}
        onLink={(href, anchor) => setCard({ kind: 'link', href, anchor })}
      />
      {card?.kind === 'source' && (
        <SourceCard
          key={card.citation.n}
          citation={card.citation}
          anchor={card.anchor}
          onOpen={() => jump(card.citation)}
          onClose={close}
        />
      )}
      {card?.kind === 'link' && (
        <LinkCard
          key={card.href}
          href={card.href}
          anchor={card.anchor}
          onOpen={() => {
            close();
            ask(() => desk.openPage(card.href));
          }}
          onClose={close}
        />
      )}
      {answer.state !== 'streaming' && answer.citations.length > 0 && (
        <Sources citations={answer.citations} onOpen={jump} />
      )}
      <AnsweredByNote words={answeredBy(answer, now, models, { writing, connected })} />
      {onRetry && answer.state === 'done' && (
        <ReadingStep answer={answer} desk={desk} connected={connected} onRetry={onRetry} />
      )}
    </>
  );
}

function Sources({
  citations,
  onOpen,
}: {
  readonly citations: readonly Citation[];
  readonly onOpen: (citation: Citation) => void;
}) {
  return (
    <details class="sources">
      <summary>Sources ({citations.length})</summary>
      <ol>
        {citations.map((citation) => (
          <li key={citation.n} value={citation.n}>
            <button type="button" class="quote" dir="auto" onClick={() => onOpen(citation)}>
              {citation.quote}
            </button>
            <span class="second small" dir="auto">
              {citation.title}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The way to an answer that sees the whole page, where something kept this one from it. */
function ReadingStep({
  answer,
  desk,
  connected,
  onRetry,
}: {
  readonly answer: Answer;
  readonly desk: Desk;
  readonly connected: Connected;
  readonly onRetry: () => void;
}) {
  const ask = useAsk();
  const { failure } = answer.provenance.completeness;
  // Once that is mended, Retry is the way.
  if (failure === undefined || mended(failure, connected) !== undefined) return null;
  const { next } = describeFailure(failure);
  return (
    <div class="row">
      <Button onClick={() => takeStep(next, desk, { retry: onRetry }, ask)}>{next.label}</Button>
    </div>
  );
}

function AnsweredByNote({ words }: { readonly words: AnsweredBy }) {
  return (
    <div class="answered-by" role="note" aria-label={words.headline}>
      <p>
        <span>{words.headline}</span>
        {words.details.map((detail) => (
          <span key={detail}> · {detail}</span>
        ))}
      </p>
      {words.limits.map((limit) => (
        <p key={limit}>{limit}</p>
      ))}
      {words.tried.length > 0 && (
        <details class="tried">
          <summary>What was tried ({words.tried.length})</summary>
          <ol>
            {words.tried.map(({ what, when }) => (
              <li key={`${what} ${when}`}>
                {what} <span class="tried-when">{when}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
