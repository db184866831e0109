import type { Mention } from '../../lib/chat/mention.ts';
import { keyOf, nameOf } from '../../lib/chat/mention.ts';
import type { PageTarget } from '../../lib/jobs/job.ts';
import { Badge } from '../kit/badge.tsx';
import { Button } from '../kit/button.tsx';

/** Everything that goes with the next message, each of which can be left out. */
export function MessageBadges({
  page,
  withPage,
  mentions,
  onChoose,
  onLeaveOut,
}: {
  /** The page in front, or else the one that the conversation began with. */
  readonly page: PageTarget | undefined;
  readonly withPage: boolean;
  readonly mentions: readonly Mention[];
  readonly onChoose: (chosen: boolean) => void;
  readonly onLeaveOut: (mention: Mention) => void;
}) {
  const others = mentions.filter((mention) => mention.kind === 'person' || mention.page.pageId !== page?.pageId);
  if (page === undefined && others.length === 0) return null;
  return (
    <ul class="badges" aria-label="Goes with the message">
      {page && withPage && (
        <li>
          <Badge
            icon="page"
            words={titleOf(page)}
            leaveOut={`Leave out ${page.title === '' ? 'this page' : page.title}`}
            onLeaveOut={() => onChoose(false)}
          />
        </li>
      )}
      {others.map((mention) => (
        <li key={keyOf(mention)}>
          <Badge
            icon={mention.kind === 'database' ? 'table' : mention.kind === 'person' ? 'person' : 'page'}
            words={mention.kind === 'person' ? `${mention.name} (name only)` : nameOf(mention)}
            leaveOut={`Leave out ${nameOf(mention)}`}
            onLeaveOut={() => onLeaveOut(mention)}
          />
        </li>
      ))}
      {page && !withPage && (
        <li>
          <Button icon="plus" tone="quiet" onClick={() => onChoose(true)}>
            Add this page
          </Button>
        </li>
      )}
    </ul>
  );
}

const titleOf = ({ title }: PageTarget): string => (title === '' ? 'Untitled' : title);
