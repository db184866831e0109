/**
 * Where things stand in Notion's document: the one place that knows. Last compared with the app in August 2026.
 * The first selector that finds something counts; later ones are older or more general forms. Never by atomic style
 * classes: those change with every release.
 */
const SELECTORS = {
  app: ['#notion-app', '.notion-app-inner', 'body.notion-body'],
  inner: ['.notion-app-inner'],
  frame: ['main.notion-frame', '.notion-frame', 'main'],
  sidePeek: ['.notion-peek-renderer .layout-side-peek', '.notion-peek-renderer .layout', '.layout-side-peek'],
  centerPeek: ['.notion-overlay-container .layout-center-peek', '.layout-center-peek'],
  layout: ['.notion-frame .layout', 'main.notion-frame', '.notion-frame', 'body'],
  title: [
    'h1[role="textbox"][aria-roledescription="page title"]',
    '.notion-page-block h1',
    '.notion-collection_view_page-block h1',
    'h1',
  ],
  content: ['.notion-page-content'],
  scroller: ['.notion-frame > .notion-scroller', '.notion-frame .notion-scroller'],
} as const satisfies Record<string, readonly string[]>;

export type Landmark = keyof typeof SELECTORS;

export const BLOCK = '.notion-selectable';
export const BREADCRUMB = '.notion-topbar, .shadow-cursor-breadcrumb';
export const LEAF = '[data-content-editable-leaf="true"]';
export const VOID = '[data-content-editable-void="true"]';
export const ROW_ITEM = '.notion-collection-item';
export const HEADER_CELL = '.notion-table-view-header-cell';
export const CELL = '.notion-table-view-cell';
export const PROPERTY_VALUE = '[data-testid="property-value"]';
/** Pictures of icons inside text, and what only screen readers or nobody should read. */
export const SILENT = '.notion-record-icon, [role="img"], [aria-hidden="true"], svg, style, script';

/** The first element that any form of the selector finds. */
export function find(root: ParentNode, landmark: Landmark): Element | undefined {
  for (const selector of SELECTORS[landmark]) {
    const found = root.querySelector(selector);
    if (found !== null) return found;
  }
  return undefined;
}

/** Kind of a block, by the name that its class carries, such as `sub_header`. */
export function kindName(block: Element): string | undefined {
  return /(?:^|\s)notion-([a-z0-9_]+)-block(?:\s|$)/.exec(block.getAttribute('class') ?? '')?.[1];
}

export function blockElement(root: ParentNode, id: string): Element | undefined {
  const all = [...root.querySelectorAll(`[data-block-id="${id}"]`)];
  return all.find((element) => element.closest(BREADCRUMB) === null);
}

/**
 * The landmarks that should stand in any open page and do not: a sign that Notion changed its document.
 * A full-page database has no content, and no page has a peek of need.
 */
export function missingLandmarks(document: Document): readonly Landmark[] {
  const expected: readonly Landmark[] = ['app', 'inner', 'frame', 'title', 'scroller'];
  return expected.filter((landmark) => find(document, landmark) === undefined);
}
