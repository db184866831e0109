import type { RichText, WorldBlock } from '../../model.ts';
import { pathOf } from '../address.ts';
import type { Reference } from '../record.ts';
import { type BlockDress, blocks } from './block-look.ts';
import { leaf, type Scene, shell } from './block-shell.ts';
import { inlineDatabase } from './database.ts';
import { pageIcon } from './page-icon.ts';
import { equation } from './text.ts';
import { type Branch, classes, h, type Tree } from './tree.ts';

const { look } = blocks;

export function equationBlock(_scene: Scene, block: WorldBlock): Branch {
  return nonText(block, 'equation', equation(plain(block.text)));
}

export function divider(_scene: Scene, block: WorldBlock): Branch {
  return nonText(block, 'divider', h('div', { role: 'separator', class: look('rule') }));
}

/** A block that the API calls unsupported: the app shows it all the same. */
export function button(_scene: Scene, block: WorldBlock): Branch {
  return nonText(
    block,
    undefined,
    h('div', { role: 'button', tabindex: 0, class: look('button') }, plain(block.text) || 'Button'),
  );
}

export function image(scene: Scene, block: WorldBlock): Branch {
  const picture = h('img', {
    class: look('image'),
    alt: plain(block.text),
    src: placeholderImage(block.id),
    width: 708,
    height: 300,
  });
  const caption = block.text.length > 0 && h('figcaption', {}, leaf(scene, block, 'div', 'caption', 'Write a caption'));
  return shell(
    block,
    'block',
    h(
      'div',
      { contenteditable: 'false', 'data-content-editable-void': 'true', role: 'figure', class: look('figure') },
      picture,
    ),
    caption,
  );
}

/** A quiet landscape in place of a picture: nothing is fetched, and each block keeps its own. */
function placeholderImage(id: string): string {
  const seed = Number.parseInt(id.slice(0, 6), 16) || 0;
  const hue = seed % 360;
  const hill = (base: number, swing: number) =>
    `M0 300V${base}C120 ${base - swing} 236 ${base + swing} 354 ${base}S588 ${base - swing} 708 ${base - swing / 3}V300Z`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 708 300">` +
    `<rect width="708" height="300" fill="hsl(${hue} 30% 88%)"/>` +
    `<circle cx="${120 + (seed % 420)}" cy="96" r="34" fill="hsl(${(hue + 40) % 360} 60% 94%)"/>` +
    `<path d="${hill(190, 50 + (seed % 30))}" fill="hsl(${hue} 26% 74%)"/>` +
    `<path d="${hill(235, -30 - (seed % 25))}" fill="hsl(${hue} 28% 60%)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** A bookmark or an embed: nothing is fetched for it. */
export function linkCard(_scene: Scene, block: WorldBlock): Branch {
  const href = block.url ?? '';
  return nonText(
    block,
    undefined,
    h(
      'a',
      { href, rel: 'noopener noreferrer', target: '_blank', class: look('card') },
      h('div', { class: look('cardTitle') }, plain(block.text) || href.replace(/^https?:\/\//, '')),
      h('div', { class: look('cardAddress') }, href),
    ),
  );
}

/** A page inside this one, or a link to one. */
export function pageLink(scene: Scene, block: WorldBlock): Branch {
  const id = block.target ?? block.id;
  const unknown: Reference = { kind: 'page', id, title: plain(block.text) || 'Untitled' };
  const reference = scene.record.references[id] ?? unknown;
  return nonText(
    block,
    undefined,
    h(
      'a',
      { href: pathOf(reference), class: look('pageLink') },
      pageIcon(reference.icon, reference.kind === 'database' ? 'database' : 'page', 20),
      h('span', { class: classes('notranslate', look('pageName')), dir: 'auto' }, reference.title),
    ),
  );
}

export function childDatabase(scene: Scene, block: WorldBlock): Branch {
  const id = block.target ?? block.id;
  const database = scene.record.databases[id];
  return nonText(block, undefined, ...(database === undefined ? [] : inlineDatabase(database, scene.views.get(id))));
}

export function breadcrumb(scene: Scene, block: WorldBlock): Branch {
  const above = scene.record.crumbs.flatMap((crumb) => [h('a', { href: pathOf(crumb) }, crumb.title), '/']);
  return nonText(block, 'breadcrumb', ...above, h('span', {}, scene.record.title));
}

const DEPTHS: Readonly<Record<string, number>> = { heading_1: 0, heading_2: 1, heading_3: 2, heading_4: 3 };

/** Links to the headings of the page. */
export function contents(scene: Scene, block: WorldBlock): Branch {
  const links = scene.record.blocks.flatMap((each) => {
    const depth = DEPTHS[each.type];
    if (depth === undefined) return [];
    const href = `#${each.id.replaceAll('-', '')}`;
    return [
      h(
        'a',
        { href, class: look('contentsLink'), style: `margin-inline-start:${depth * 24}px`, dir: 'auto' },
        plain(each.text),
      ),
    ];
  });
  return nonText(block, 'contents', ...links);
}

function plain(runs: readonly RichText[]): string {
  return runs.map((run) => run.text).join('');
}

function nonText(block: WorldBlock, dress: BlockDress | undefined, ...children: readonly Tree[]): Branch {
  const box = { contenteditable: 'false', 'data-content-editable-void': 'true', class: dress && look(dress) };
  return shell(block, 'block', h('div', box, ...children));
}
