import { pathOf } from '../address.ts';
import type { Cell, Reference, Tag } from '../record.ts';
import { databases } from './database-look.ts';
import { pageIcon } from './page-icon.ts';
import { dotStyle, tagStyle } from './text.ts';
import { type Branch, h, type Tree } from './tree.ts';

const { look } = databases;

/** A property value, as in a table cell or beside the name of a property. */
export function cellTree(cell: Cell): Tree {
  switch (cell.type) {
    case 'empty':
      return '';
    case 'text':
      return h('span', { dir: 'auto' }, cell.text);
    case 'number':
      return h('span', {}, cell.text);
    case 'link':
      return h(
        'a',
        { href: cell.href, class: 'notion-link-token', rel: 'noopener noreferrer', target: '_blank' },
        cell.text,
      );
    case 'checkbox':
      return h('input', {
        type: 'checkbox',
        checked: cell.checked,
        'aria-label': 'Checkbox',
        style: 'margin:2px 0;width:16px;height:16px',
      });
    case 'status':
      return statusTree(cell.tag);
    case 'tags':
      return h(
        'div',
        { class: look('tags') },
        ...cell.tags.map((tag) => h('span', { class: look('tag'), style: tagStyle(tag.color) }, tag.name)),
      );
    case 'references':
      return h('div', { class: look('people') }, ...cell.references.map(referenceTree));
  }
}

/** A status, with its dot. */
export function statusTree(tag: Tag): Branch {
  return h(
    'span',
    { class: look('status'), style: tagStyle(tag.color) },
    h('span', { class: look('dot'), style: dotStyle(tag.color) }),
    tag.name,
  );
}

function referenceTree(reference: Reference): Branch {
  if (reference.kind === 'user') {
    return h(
      'span',
      { class: look('person') },
      h('span', { class: look('avatar'), 'aria-hidden': 'true' }, reference.title.slice(0, 1)),
      reference.title,
    );
  }
  return h(
    'a',
    { href: pathOf(reference), class: look('relation') },
    pageIcon(reference.icon, 'page', 16),
    reference.title,
  );
}

/** A value in one line, for cards and list rows; empty when there is nothing to show. */
export function briefCell(cell: Cell): readonly Tree[] {
  return cell.type === 'empty' || cell.type === 'checkbox' ? [] : [cellTree(cell)];
}
