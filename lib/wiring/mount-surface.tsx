import { render } from 'preact';
import type { VNode } from 'preact';
import { FailureNote } from '../../components/kit/failure-note.tsx';
import { Surface } from '../../components/kit/surface.tsx';
import { useWatch } from '../../components/kit/use-watch.ts';
import type { PageDesk } from './page-desk.ts';

/** Shows a surface in the one place that every extension page has for it; above it, what stands in the way of everything. */
export function mountSurface(desk: PageDesk, surface: VNode): void {
  const place = document.querySelector('#surface');
  if (place === null) throw new Error('The page has no #surface');
  render(
    <>
      <StandingNote desk={desk} />
      {surface}
    </>,
    place,
  );
}

/** Without this a surface would wait for ever for its first row, or ask for a page that the browser hides. */
function StandingNote({ desk }: { readonly desk: PageDesk }) {
  const failure = useWatch(desk.watchStanding, [desk]);
  if (failure === undefined) return null;
  return (
    <Surface desk={desk}>
      <FailureNote desk={desk} failure={failure} remedies={{ retry: () => location.reload() }} />
    </Surface>
  );
}
