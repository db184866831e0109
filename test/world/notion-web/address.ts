/** How a page stands beside the one that is open. */
export type PeekMode = 'side' | 'center';

export type Place =
  | {
      readonly kind: 'page';
      readonly id: string;
      readonly viewId?: string;
      readonly peek?: { readonly id: string; readonly mode: PeekMode };
      readonly blockId?: string;
    }
  | { readonly kind: 'chat'; readonly thread?: string }
  | { readonly kind: 'home' }
  | { readonly kind: 'nowhere' };

const ID = /([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** The dashed id at the end of a text; `undefined` when there is none. */
function idAtEnd(text: string): string | undefined {
  const match = ID.exec(text);
  return match === null ? undefined : match.slice(1).join('-').toLowerCase();
}

/** Where an address of the app leads. The host is not looked at: all of them serve the same paths. */
export function placeOf(address: URL): Place {
  const path = address.pathname.replace(/\/+$/, '');
  const id = idAtEnd(path);
  if (id !== undefined) {
    const viewId = idAtEnd(address.searchParams.get('v') ?? '');
    const peekId = idAtEnd(address.searchParams.get('p') ?? '');
    const blockId = idAtEnd(address.hash);
    return {
      kind: 'page',
      id,
      ...(viewId !== undefined && { viewId }),
      ...(peekId !== undefined && {
        peek: { id: peekId, mode: address.searchParams.get('pm') === 'c' ? 'center' : 'side' },
      }),
      ...(blockId !== undefined && { blockId }),
    };
  }
  if (path === '/ai' || path === '/chat') {
    const thread = address.searchParams.get('t');
    return { kind: 'chat', ...(thread !== null && { thread }) };
  }
  return path === '' ? { kind: 'home' } : { kind: 'nowhere' };
}

/** The path of a page: `/p/<slug>-<32 hex>`, without the slug when the title has no Latin letter. */
export function pathOf(page: { readonly id: string; readonly title: string }): string {
  const slug = page.title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const id = page.id.replaceAll('-', '');
  return slug === '' ? `/p/${id}` : `/p/${slug}-${id}`;
}

/** The same address with a peek opened, changed or (with `undefined`) closed. */
export function withPeek(address: URL, peek: { readonly id: string; readonly mode: PeekMode } | undefined): string {
  const next = new URL(address);
  next.hash = '';
  next.searchParams.delete('p');
  next.searchParams.delete('pm');
  if (peek !== undefined) {
    next.searchParams.set('p', peek.id.replaceAll('-', ''));
    next.searchParams.set('pm', peek.mode === 'center' ? 'c' : 's');
  }
  return `${next.pathname}${next.search}`;
}
