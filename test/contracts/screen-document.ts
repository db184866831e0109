import { parseHTML } from 'linkedom';
import { blockTrees } from '../world/notion-web/client/block.ts';
import type { Scene } from '../world/notion-web/client/block-shell.ts';
import { topbarTree } from '../world/notion-web/client/chrome.ts';
import { layoutTree } from '../world/notion-web/client/page.ts';
import type { Stage } from '../world/notion-web/client/page.ts';
import type { Branch, Tree } from '../world/notion-web/client/tree.ts';
import type { WebRecord } from '../world/notion-web/record.ts';
import type { WorldBlock } from '../world/model.ts';

/** A window of the world's web app, without a browser: the page, and a peek where one is open. */
export function aDocument(
  main: WebRecord,
  peek?: { readonly record: WebRecord; readonly mode: 'side' | 'center' },
  open = true,
): Document {
  const inner = [
    `<nav class="notion-sidebar-container"><div class="notion-scroller">Sidebar</div></nav>`,
    `<header>${html(topbarTree({ sidebar: { workspace: 'Fernway', entries: [] }, sidebarOpen: false, site: false, unfolded: new Set(), record: main }))}</header>`,
    `<main id="main" class="notion-frame"><div class="notion-scroller vertical">${page(main, 'main', open)}</div></main>`,
    peek?.mode === 'side'
      ? `<div class="notion-peek-renderer"><div class="notion-scroller">${page(peek.record, 'side', open)}</div></div>`
      : '',
  ];
  const overlay = peek?.mode === 'center' ? page(peek.record, 'center', open) : '';
  const body = `<div id="notion-app"><div class="notion-app-inner notion-light-theme"><div class="notion-cursor-listener">${inner.join('')}</div><div class="notion-overlay-container">${overlay}</div></div></div>`;
  return parseDocument(
    `<html class="notion-html"><head><title>(3) ${escape(main.title)}</title></head><body class="notion-body">${body}</body></html>`,
  );
}

export function parseDocument(text: string): Document {
  return parseHTML(text).document;
}

function page(record: WebRecord, stage: Stage, open: boolean): string {
  const layout = html(layoutTree(record, { stage, site: false, viewId: undefined, mostRows: 50 }));
  if (record.kind === 'database') return layout;
  const scene: Scene = {
    record,
    open: new Set(open ? idsOf(record.blocks) : []),
    views: new Map(),
    drafts: new Map(),
  };
  const content = blockTrees(scene, record.blocks).map(html).join('');
  return layout.replace(/(<div class="notion-page-content[^>]*>)/, (start) => start + content);
}

function idsOf(blocks: readonly WorldBlock[]): string[] {
  return blocks.flatMap((block) => [block.id, ...idsOf(block.children)]);
}

const EMPTY_TAGS = new Set(['img', 'input', 'br']);

function html(tree: Tree): string {
  if (typeof tree === 'string') return escape(tree);
  const { tag, attributes, children }: Branch = tree;
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const open = `<${tag}${list.join('')}>`;
  return EMPTY_TAGS.has(tag) ? open : `${open}${children.map(html).join('')}</${tag}>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
