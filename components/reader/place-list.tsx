import type { ReaderPlace } from '../../lib/messages/reader-desk.ts';
import { ago } from '../kit/age.ts';
import { Glyph } from './glyph.tsx';
import { PageLink } from './links.tsx';

/** Pages by name, each with what stands before its title in Notion. */
export function PlaceList({
  places,
  label,
  now,
}: {
  readonly places: readonly ReaderPlace[];
  readonly label: string;
  /** Where ages are told. */
  readonly now?: number;
}) {
  if (places.length === 0) return null;
  return (
    <section class="places" aria-label={label}>
      <h2>{label}</h2>
      <ul>
        {places.map((place) => (
          <li key={place.id}>
            <Glyph kind={place.kind} icon={place.icon} />
            <PageLink id={place.id} title={place.title} />
            {now !== undefined && place.readAt !== undefined && (
              <span class="second small">{ago(place.readAt, now)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
