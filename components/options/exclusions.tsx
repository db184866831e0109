import { useId, useState } from 'preact/hooks';

import type { ConnectionId } from '../../lib/base/ids.ts';
import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { SearchHit } from '../../lib/messages/search-desk.ts';
import type { Exclusion } from '../../lib/mirror/sync-view.ts';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { useAsk } from '../kit/handing.ts';
import { Icon } from '../kit/icon.tsx';
import { exclusionOfLink } from './exclusion-of-link.ts';
import { useFound } from './use-found.ts';

interface ExclusionsProps {
  readonly desk: OptionsDesk;
  readonly connection: ConnectionId;
  readonly exclusions: readonly Exclusion[];
}

/** Pages and databases that are never read and never stored, with everything in them. */
export function Exclusions({ desk, connection, exclusions }: ExclusionsProps) {
  const ask = useAsk();
  return (
    <details class="exclusions">
      <summary>Left out{exclusions.length === 0 ? '' : ` (${exclusions.length})`}</summary>
      {exclusions.length > 0 && (
        <ul class="left-out" aria-label="Left out">
          {exclusions.map((one) => (
            <li key={one.id} class="row between">
              <span dir="auto">
                <Icon name={one.kind === 'database' ? 'table' : 'page'} /> {nameOf(one)}
              </span>
              <Button
                tone="quiet"
                label={`Sync again: ${nameOf(one)}`}
                onClick={() => ask(() => desk.include(connection, one.id))}
              >
                Sync again
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AddExclusion desk={desk} connection={connection} exclusions={exclusions} />
    </details>
  );
}

/** By its link, or by words of its title. */
function AddExclusion({ desk, connection, exclusions }: ExclusionsProps) {
  const ask = useAsk();
  const id = useId();
  const [text, setText] = useState('');
  const linked = exclusionOfLink(text);
  const found = useFound(desk, connection, linked === undefined ? text.trim() : '');
  const offered = (linked ? [linked] : found.map(exclusionOf)).filter(
    (one) => !exclusions.some((known) => known.id === one.id),
  );
  const exclude = (one: Exclusion): void =>
    ask(async () => {
      await desk.exclude(connection, one);
      setText('');
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const [only, more] = offered;
        if (only && !more) exclude(only);
      }}
    >
      <Field
        id={id}
        label="Leave out a page or database"
        placeholder="Its link, or words of its title"
        value={text}
        onChange={setText}
        help="It is never read and never stored from then on, with everything in it. What is here of it is removed."
      />
      {offered.length > 0 && (
        <ul class="left-out" aria-label="Found">
          {offered.map((one) => (
            <li key={one.id} class="row between">
              <span dir="auto">
                <Icon name={one.kind === 'database' ? 'table' : 'page'} /> {nameOf(one)}
              </span>
              <Button label={`Leave out ${nameOf(one)}`} onClick={() => exclude(one)}>
                Leave out
              </Button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

const nameOf = ({ title }: Exclusion): string => (title === '' ? 'Untitled' : title);

const exclusionOf = ({ pageId, title, kind }: SearchHit): Exclusion => ({
  id: pageId,
  title,
  kind: kind === 'database' ? 'database' : 'page',
});
