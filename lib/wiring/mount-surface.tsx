import { render } from 'preact';
import type { VNode } from 'preact';
import { FailureNote } from '../../components/kit/failure-note.tsx';
import { ManagedOff } from '../../components/kit/managed-off.tsx';
import { Surface } from '../../components/kit/surface.tsx';
import { useWatch } from '../../components/kit/use-watch.ts';
import type { ManagedSurface } from '../settings/managed-fields.ts';
import { isSurfaceOff } from '../settings/managed-rules.ts';
import type { Settings } from '../settings/settings.ts';
import type { PageDesk } from './page-desk.ts';

/**
 * Shows a surface in the one place that every extension page has for it; above it, what stands in the way of everything.
 * @param name a surface that the organization may switch off
 * @param instead what is left of it then; a word that it is off when left out
 */
export function mountSurface(desk: PageDesk, surface: VNode, name?: ManagedSurface, instead?: VNode): void {
  const place = document.querySelector('#surface');
  if (place === null) throw new Error('The page has no #surface');
  render(
    <>
      <StandingNote desk={desk} />
      {name === undefined ? (
        surface
      ) : (
        <Unless desk={desk} name={name} surface={surface} instead={instead ?? <ManagedOff desk={desk} />} />
      )}
    </>,
    place,
  );
}

/** The surface, or what is left of it once the settings say that it is off. Nothing before they are read. */
function Unless({
  desk,
  name,
  surface,
  instead,
}: {
  readonly desk: PageDesk;
  readonly name: ManagedSurface;
  readonly surface: VNode;
  readonly instead: VNode;
}) {
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]);
  if (settings === undefined) return null;
  return isSurfaceOff(settings.managed, name) ? instead : surface;
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
