import type { RefObject } from 'preact';

import type { AskScope } from '../../lib/jobs/job.ts';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { counted } from './amount.ts';
import { GrowBox } from './grow-box.tsx';
import { Select } from './select.tsx';
import type { Choice } from './select.tsx';
import type { FollowUp } from './use-follow-up.ts';

/** Which pages a question is asked of: the one in front, or as the job says. */
export type AskedOf = { readonly kind: 'page' } | AskScope;

interface AskBoxProps {
  readonly text: string;
  readonly onWrite: (text: string) => void;
  readonly onAsk: (text: string) => void;
  readonly boxRef: RefObject<HTMLTextAreaElement | null>;
  readonly of: AskedOf;
  /** What else it can be asked of, that included. With one there is nothing to choose. */
  readonly choices: readonly AskedOf[];
  readonly onOf: (of: AskedOf) => void;
  readonly following?: FollowUp | undefined;
}

/** Where a question is typed, and which pages it is asked of. */
export function AskBox({ text, onWrite, onAsk, boxRef, of, choices, onOf, following }: AskBoxProps) {
  const named: readonly Choice<AskedOf['kind']>[] = choices.map((one) => ({ value: one.kind, label: wordsOf(one) }));
  return (
    <div class="ask-box">
      {following && (
        <div class="badges">
          <Badge
            icon="reply"
            words={`Following up on “${following.question}”`}
            leaveOut="Ask without what was said before"
            onLeaveOut={following.drop}
          />
        </div>
      )}
      <form
        class="ask"
        onSubmit={(event) => {
          event.preventDefault();
          onAsk(text);
        }}
      >
        <GrowBox
          label="Question"
          placeholder={
            following ? 'Ask a follow-up' : `Ask about ${wordsOf(of).toLowerCase().replace('notion', 'Notion')}`
          }
          value={text}
          onWrite={onWrite}
          onEnter={() => onAsk(text)}
          boxRef={boxRef}
        />
        <Button type="submit" tone="main">
          Ask
        </Button>
      </form>
      {named.length > 1 && (
        <Select
          bare
          label="Ask about"
          value={of.kind}
          choices={named}
          onChange={(kind) => onOf(choices.find((one) => one.kind === kind) ?? of)}
        />
      )}
    </div>
  );
}

function wordsOf(of: AskedOf): string {
  switch (of.kind) {
    case 'page':
      return 'This page';
    case 'everywhere':
      return of.filters === undefined ? 'All of Notion' : 'All that the filters leave';
    case 'pages':
      return `The ${counted(of.ids.length, 'page')} found`;
  }
}
