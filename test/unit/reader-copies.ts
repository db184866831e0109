import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import type { ReaderPage } from '../../lib/messages/reader-desk.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { NOW } from '../fixtures/show-surface.ts';
import { aPage } from './actions-pages.ts';

export const MINUTE = 60_000;

export function idOf(n: number): PageId {
  const id = parsePageId(n.toString(16).padStart(32, '0'));
  if (id === undefined) throw new Error('not an id');
  return id;
}

/** A page that was read twelve minutes ago. */
export function pageOf(n: number, differs: Partial<Page> & { readonly title: string }): Page {
  return {
    ...aPage(differs),
    id: idOf(n),
    url: pageUrl(idOf(n)),
    connection: asConnectionId('acme'),
    workspace: 'Acme',
    readAt: NOW - 12 * MINUTE,
    ...differs,
  };
}

export function copyOf(page: Page, differs: Partial<ReaderPage> = {}): ReaderPage {
  return { page, kind: 'page', path: [], children: [], links: new Map(), ...differs };
}
