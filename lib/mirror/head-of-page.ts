import { asConnectionId } from '../base/ids.ts';
import { measurePage } from './measure-page.ts';
import type { PageHead } from './page-head.ts';
import type { Page } from './page.ts';

/** Pages that only the screen has shown belong to no connection. */
export const ON_SCREEN = asConnectionId('screen');

/** The head of a page whose content is here, as far as the page tells; what it does not tell stays as it was. */
export function headOfPage(page: Page, before: PageHead | undefined): PageHead {
  const { id, title, icon, url, parent, editedAt } = page;
  const named = page.properties.flatMap((property) => property.people ?? []);
  return {
    kind: 'page',
    people: [...new Set(named)],
    ...before,
    id,
    connection: page.connection ?? before?.connection ?? ON_SCREEN,
    workspace: page.workspace ?? before?.workspace ?? '',
    title,
    url,
    ...(icon !== undefined && { icon }),
    ...(parent !== undefined && { parent }),
    ...(editedAt !== undefined && { editedAt }),
    ...contentOf(page),
  };
}

/** What a head says of the content that is here. */
export function contentOf(
  page: Page,
): Pick<PageHead, 'state' | 'readAt' | 'fingerprint' | 'bytes'> & { readonly readEdit?: number } {
  return {
    state: 'mirrored',
    readAt: page.readAt,
    fingerprint: page.fingerprint,
    bytes: measurePage(page),
    ...(page.editedAt !== undefined && { readEdit: page.editedAt }),
  };
}

/** The head of a page whose content is here no longer. */
export function withoutContent({
  readAt: _readAt,
  readEdit: _readEdit,
  fingerprint: _fingerprint,
  doc: _doc,
  indexedAs: _indexedAs,
  ...head
}: PageHead): PageHead {
  return { ...head, bytes: 0, state: head.state === 'lost' ? 'lost' : 'listed' };
}
