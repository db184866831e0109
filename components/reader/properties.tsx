import type { Property } from '../../lib/mirror/page.ts';
import { safeAddress } from '../kit/markdown.ts';
import { OutLink, PageLink, Words, shownTitle } from './links.tsx';

/** Related pages named one by one; more are counted. */
const MOST_NAMED = 24;

/** What a row or page says of itself, its title apart. */
export function Properties({ properties }: { readonly properties: readonly Property[] }) {
  const shown = properties.filter(({ type, text }) => type !== 'title' && text !== '');
  if (shown.length === 0) return null;
  return (
    <dl class="properties">
      {shown.map((property) => (
        <div key={property.name}>
          <dt class="second" dir="auto">
            {shownTitle(property.name)}
          </dt>
          <dd dir="auto">
            <Value property={property} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ property }: { readonly property: Property }) {
  const pages = property.pages ?? [];
  if (pages.length > 0) {
    return (
      <ul class="related">
        {pages.slice(0, MOST_NAMED).map((id) => (
          <li key={id}>
            <PageLink id={id} title="A page that is not on this device" />
          </li>
        ))}
        {(pages.length > MOST_NAMED || property.more === true) && (
          <li class="second">and {pages.length > MOST_NAMED ? pages.length - MOST_NAMED : ''} more</li>
        )}
      </ul>
    );
  }
  const address = property.type === 'url' ? safeAddress(property.text) : undefined;
  if (address !== undefined) return <OutLink href={address.href}>{address.href}</OutLink>;
  return <Words text={property.text} />;
}
