import { parseBlockId, parsePageId, undashed } from '../base/ids.ts';
import type { BlockId, PageId } from '../base/ids.ts';

/** Where an address of the Notion app leads. */
export interface NotionPlace {
  /** The page in front: the peek while one is open. */
  readonly pageId: PageId;
  /** A side or centre peek is open. */
  readonly peek: boolean;
  /** The page under the peek. */
  readonly behind?: PageId;
  /** The open view of a database, a dashed UUID. */
  readonly view?: string;
  readonly blockId?: BlockId;
  readonly host: string;
  /** The workspace's name as it stands in the path. */
  readonly workspaceSlug?: string;
}

const APP = 'https://app.notion.com';

/** First parts of paths that are places of the app or of its shop, whatever id stands behind them. */
const NO_WORKSPACE: ReadonlySet<string> = new Set([
  'ai',
  'api',
  'chat',
  'f',
  'help',
  'home',
  'image',
  'inbox',
  'integrations',
  'invite',
  'login',
  'logout',
  'marketplace',
  'my-integrations',
  'profile',
  'search',
  'settings',
  'signed',
  'signup',
  'templates',
  'trash',
]);

const ID_AT_END = /(?:^|-)([0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

/** The hosts that serve Notion pages: the app, its old names, and published sites. */
export function looksLikeNotionHost(host: string): boolean {
  return /^(?:(?:[a-z0-9-]+\.)?app\.notion\.com|(?:www\.)?notion\.so|[a-z0-9-]+\.notion\.site)$/i.test(host);
}

/** Reads a page's place out of an address; `undefined` for other hosts and for places that are no page. */
export function parseAddress(url: string): NotionPlace | undefined {
  const address = URL.parse(url);
  if (address === null || address.protocol !== 'https:' || !looksLikeNotionHost(address.hostname)) return undefined;
  const path = readPath(address.pathname);
  const peeked = parsePageId(address.searchParams.get('p') ?? '');
  const pageId = peeked ?? path?.pageId;
  if (pageId === undefined) return undefined;
  const behind = peeked === undefined ? undefined : path?.pageId;
  const view = parsePageId(address.searchParams.get('v') ?? '');
  const blockId = parseBlockId(address.hash.slice(1));
  return {
    pageId,
    peek: peeked !== undefined,
    host: address.hostname,
    ...(behind !== undefined && { behind }),
    ...(view !== undefined && { view }),
    ...(blockId !== undefined && { blockId }),
    ...(path?.workspaceSlug !== undefined && { workspaceSlug: path.workspaceSlug }),
  };
}

/** The page that an address of Notion's leads to, or that is named by its bare id. */
export function pageIn(text: string): PageId | undefined {
  return parseAddress(text)?.pageId ?? parsePageId(text);
}

/** The title as an address has it, or `''`: Notion puts it in front of the id, with hyphens for spaces. */
export function titleInAddress(url: string): string {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  return decode(last.replace(ID_AT_END, '')).replaceAll('-', ' ').trim();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a page in the app, at a block where one is given. Notion needs no title in it. */
export function pageUrl(pageId: PageId, blockId?: BlockId): string {
  const page = `${APP}/p/${undashed(pageId)}`;
  return blockId === undefined ? page : `${page}#${undashed(blockId)}`;
}

function readPath(pathname: string): { readonly pageId: PageId; readonly workspaceSlug?: string } | undefined {
  const parts = pathname.split('/').filter((part) => part !== '');
  const inApp = parts[0] === 'p';
  const [first, second, ...rest] = inApp ? parts.slice(1) : parts;
  if (first === undefined || rest.length > 0) return undefined;
  if (!inApp && NO_WORKSPACE.has(first.toLowerCase())) return undefined;
  const pageId = idAtEnd(second ?? first);
  if (pageId === undefined) return undefined;
  return second === undefined ? { pageId } : { pageId, workspaceSlug: first };
}

function idAtEnd(part: string): PageId | undefined {
  return parsePageId(ID_AT_END.exec(part)?.[1] ?? '');
}
