import type { Desk } from '../../lib/messages/desk.ts';
import type { Reranked } from '../../lib/messages/search-desk.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { routeName } from './answer-trail.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import type { Reranking } from './use-rerank.ts';

/** Fewer results than this are read at a glance. */
const FEWEST = 3;

/** Lets a model order the results. Before, it says what that sends; after, who did it and at what price. */
export function Rerank({ desk, reranking }: { readonly desk: Desk; readonly reranking: Reranking }) {
  const { hits, done, busy, failure, begin, leave } = reranking;
  if (hits.length < FEWEST) return null;
  return (
    <div class="rerank">
      {failure && <FailureNote desk={desk} failure={failure} remedies={{ retry: begin }} />}
      <div class="row">
        {/* One button in all states: whoever pressed it keeps the focus. */}
        <Button onClick={busy || done ? leave : begin}>
          {busy ? 'Stop sorting' : done ? 'Order as found' : 'Sort by meaning'}
        </Button>
        <output class="second small">{stateWords(reranking)}</output>
      </div>
    </div>
  );
}

function stateWords({ done, busy, failure }: Reranking): string {
  if (busy) return 'Sorting by meaning…';
  if (failure) return 'The order is as it was found.';
  if (!done) return 'Sends these titles and lines to a model.';
  return `Sorted by ${routeName(done, [], done.providerName)} · ${costWords(done)}`;
}

function costWords({ costUsd, kept }: Reranked): string {
  if (kept) return 'kept from before';
  return costUsd === undefined ? 'price unknown' : dollars(costUsd);
}
