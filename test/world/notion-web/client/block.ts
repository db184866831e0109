import type { BlockType, WorldBlock } from '../../model.ts';
import { blocks } from './block-look.ts';
import { boxed, leaf, type Scene, shell } from './block-shell.ts';
import {
  breadcrumb,
  button,
  childDatabase,
  contents,
  divider,
  equationBlock,
  image,
  linkCard,
  pageLink,
} from './block-void.ts';
import { table, tableRow } from './block-table.ts';
import { icon } from './icon.ts';
import { pageIcon } from './page-icon.ts';
import { colorStyle } from './text.ts';
import { type Branch, classes, h } from './tree.ts';

const { look } = blocks;

/** A list of sibling blocks; numbered lists count from the last sibling of another kind. */
export function blockTrees(scene: Scene, siblings: readonly WorldBlock[]): readonly Branch[] {
  const numbers = numbersOf(siblings);
  return siblings.map((block, index) => blockTree(scene, block, numbers[index] ?? 1));
}

/** The number that each sibling would show if it were in a numbered list. */
export function numbersOf(siblings: readonly WorldBlock[]): readonly number[] {
  let count = 0;
  return siblings.map((block) => {
    count = block.type === 'numbered_list_item' ? count + 1 : 0;
    return count;
  });
}

type Render = (scene: Scene, block: WorldBlock, number: number) => Branch;

const RENDERS: Readonly<Record<BlockType, Render>> = {
  paragraph: (scene, block) =>
    shell(
      block,
      'block',
      h('div', { class: look('flex') }, leaf(scene, block, 'div', 'text', ' ')),
      indented(scene, block),
    ),
  heading_1: (scene, block) => heading(scene, block, 'h2', 'Heading 1'),
  heading_2: (scene, block) => heading(scene, block, 'h3', 'Heading 2'),
  heading_3: (scene, block) => heading(scene, block, 'h4', 'Heading 3'),
  heading_4: (scene, block) => heading(scene, block, 'h5', 'Heading 4'),
  bulleted_list_item: (scene, block) => item(scene, block, marker('•', 'bullet')),
  numbered_list_item: (scene, block, number) => item(scene, block, marker(`${number}.`)),
  to_do: toDo,
  toggle,
  quote,
  callout,
  code,
  equation: equationBlock,
  divider,
  image,
  video: linkCard,
  audio: linkCard,
  file: linkCard,
  pdf: linkCard,
  bookmark: linkCard,
  embed: linkCard,
  table,
  table_row: (scene, block) => tableRow(scene, block, []),
  column_list: (scene, block) =>
    shell(block, 'block', h('div', { class: look('columns') }, ...blockTrees(scene, block.children))),
  column: (scene, block) => shell(block, 'column', ...blockTrees(scene, block.children)),
  tab: (scene, block) => shell(block, 'block', ...blockTrees(scene, block.children)),
  synced_block: (scene, block) =>
    shell(block, 'block', h('div', { class: look('synced') }, ...blockTrees(scene, block.children))),
  child_page: pageLink,
  child_database: childDatabase,
  link_to_page: pageLink,
  table_of_contents: contents,
  breadcrumb,
  meeting_notes: (scene, block) =>
    shell(block, 'block', leaf(scene, block, 'div', 'text', 'Meeting'), indented(scene, block)),
  meeting_part: meetingPart,
  unsupported: button,
};

/** One block with what is open of its children; `number` is its place in a numbered list. */
export function blockTree(scene: Scene, block: WorldBlock, number: number): Branch {
  return RENDERS[block.type](scene, block, number);
}

function toDo(scene: Scene, block: WorldBlock): Branch {
  const done = block.checked === true;
  const box = h('input', { type: 'checkbox', class: look('check'), checked: done, 'aria-label': 'To-do' });
  return item(scene, block, boxed(box), done);
}

function toggle(scene: Scene, block: WorldBlock): Branch {
  const text = leaf(scene, block, 'div', 'text', 'Toggle');
  return shell(
    block,
    'block',
    h(
      'div',
      { class: look('row') },
      boxed(twisty(scene, block)),
      h('div', { class: look('grow') }, text, folded(scene, block)),
    ),
  );
}

/** What was said stays folded until it is asked for. */
function meetingPart(scene: Scene, block: WorldBlock): Branch {
  if (block.part !== 'transcript') return shell(block, 'block', ...blockTrees(scene, block.children));
  const name = h('div', { contenteditable: 'false', class: look('text') }, 'Transcript');
  return shell(
    block,
    'block',
    h(
      'div',
      { class: look('row') },
      boxed(twisty(scene, block)),
      h('div', { class: look('grow') }, name, folded(scene, block)),
    ),
  );
}

function quote(scene: Scene, block: WorldBlock): Branch {
  const text = leaf(scene, block, 'div', 'text', 'Empty quote');
  return shell(block, 'block', h('blockquote', { class: look('quote') }, text, ...blockTrees(scene, block.children)));
}

function marker(sign: string, dress?: 'bullet'): Branch {
  return boxed(
    h(
      'div',
      { class: 'notion-list-item-box-left' },
      h('span', { class: classes('pseudoBefore', dress && look(dress)), style: `--pseudoBefore--content:"${sign}"` }),
    ),
  );
}

function item(scene: Scene, block: WorldBlock, box: Branch, done = false): Branch {
  const text = leaf(scene, block, 'div', 'text', block.type === 'to_do' ? 'To-do' : 'List');
  return shell(
    block,
    'block',
    h(
      'div',
      { class: look('row') },
      box,
      h(
        'div',
        { class: look('grow') },
        h('div', { class: classes(look('flex'), done && look('done')) }, text),
        ...blockTrees(scene, block.children),
      ),
    ),
  );
}

const HEADINGS = { h2: 'header', h3: 'subHeader', h4: 'subSubHeader', h5: 'subSubHeader' } as const;

function heading(scene: Scene, block: WorldBlock, tag: keyof typeof HEADINGS, placeholder: string): Branch {
  const text = leaf(scene, block, tag, tag, placeholder);
  if (block.toggleable !== true)
    return shell(block, HEADINGS[tag], h('div', { class: look('flex') }, text), indented(scene, block));
  return shell(
    block,
    HEADINGS[tag],
    h('div', { class: look('row') }, boxed(twisty(scene, block)), h('div', { class: look('grow') }, text)),
    h('div', { class: look('indent') }, folded(scene, block)),
  );
}

function twisty(scene: Scene, block: WorldBlock): Branch {
  const open = scene.open.has(block.id);
  return h(
    'div',
    {
      role: 'button',
      tabindex: 0,
      'aria-expanded': String(open),
      'aria-label': open ? 'Close' : 'Open',
      'data-do': 'fold',
      class: classes(look('twisty'), open && look('twistyOpen')),
    },
    icon('twisty', 18),
  );
}

function folded(scene: Scene, block: WorldBlock): readonly Branch[] {
  if (!scene.open.has(block.id)) return [];
  if (block.children.length > 0) return blockTrees(scene, block.children);
  return [
    h('div', { class: look('emptyToggle'), contenteditable: 'false' }, 'Empty toggle. Click or drop blocks inside.'),
  ];
}

function indented(scene: Scene, block: WorldBlock): Branch | false {
  return block.children.length > 0 && h('div', { class: look('indent') }, ...blockTrees(scene, block.children));
}

function callout(scene: Scene, block: WorldBlock): Branch {
  const box = h(
    'div',
    { contenteditable: 'false', 'data-content-editable-void': 'true', style: 'padding-top:5px' },
    pageIcon(block.icon, 'bulb', 20),
  );
  return shell(
    block,
    'block',
    h(
      'div',
      { role: 'note', class: look('callout'), style: colorStyle(block.color) },
      box,
      h(
        'div',
        { class: look('grow') },
        leaf(scene, block, 'div', 'text', 'Callout'),
        ...blockTrees(scene, block.children),
      ),
    ),
  );
}

function code(scene: Scene, block: WorldBlock): Branch {
  const bar = h(
    'div',
    { contenteditable: 'false', 'data-content-editable-void': 'true', class: look('codeBar') },
    block.language ?? 'plain text',
  );
  const text = leaf(scene, block, 'div', 'codeText', ' ');
  return shell(
    block,
    'block',
    h('div', { class: look('code'), dir: 'ltr' }, bar, h('div', { class: 'line-numbers notion-code-block' }, text)),
  );
}
