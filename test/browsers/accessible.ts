import type { AccessibleNode, Name } from './browser.ts';

/** Names that the browsers' own trees use where ARIA has a role. */
const ARIA_ROLE: Readonly<Record<string, string>> = {
  image: 'img',
  RootWebArea: 'document',
  StaticText: 'text',
  DisclosureTriangle: 'button',
  DisclosureTriangleGrouped: 'button',
  MenuListPopup: 'listbox',
  MenuListOption: 'option',
  LabelText: 'label',
  Legend: 'legend',
  'graphics-document': 'img',
  Iframe: 'generic',
  Figcaption: 'caption',
  DescriptionList: 'generic',
  ListMarker: 'text',
  ContentInfo: 'contentinfo',
  presentation: 'none',
  sectionfooter: 'generic',
  sectionheader: 'generic',
};

/** Roles without meaning of their own; left out where a tree is printed. */
const PLAIN = new Set(['generic', 'none', 'label', 'legend', 'text']);

const PRINTED_LINES = 160;
const PRINTED_NAME = 100;

export function ariaRole(role: string): string {
  return role === '' ? 'generic' : (ARIA_ROLE[role] ?? role);
}

/** Runs of white space as one space, none at the ends: names compare alike in both browsers. */
export function plainText(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

export function nameMatches(actual: string, wanted: Name | undefined): boolean {
  if (wanted === undefined) return true;
  const plain = plainText(actual);
  return typeof wanted === 'string' ? plain === plainText(wanted) : plain.search(wanted) !== -1;
}

/** Every node with this role and name, in document order. */
export function matching(root: AccessibleNode, role: string, name?: Name): AccessibleNode[] {
  const found: AccessibleNode[] = [];
  const visit = (node: AccessibleNode): void => {
    if (node.role === role && nameMatches(node.name, name)) found.push(node);
    for (const child of node.children) visit(child);
  };
  visit(root);
  return found;
}

/** The subtree under a handle, when it is still there. */
export function subtree(root: AccessibleNode, handle: string): AccessibleNode | undefined {
  if (root.handle === handle) return root;
  for (const child of root.children) {
    const found = subtree(child, handle);
    if (found) return found;
  }
  return undefined;
}

/** One line per node that says something; long trees and names are cut, and say so. */
export function printTree(root: AccessibleNode): string {
  const lines: string[] = [];
  const visit = (node: AccessibleNode, depth: number): void => {
    const name = plainText(node.name);
    const plain = PLAIN.has(node.role) && name === '' && node.states.length === 0;
    if (!plain) {
      const parts = [node.role];
      if (name !== '') parts.push(JSON.stringify(cut(name)));
      if (node.value !== '') parts.push(`= ${JSON.stringify(cut(node.value))}`);
      if (node.states.length > 0) parts.push(`[${node.states.join(' ')}]`);
      lines.push('  '.repeat(depth) + parts.join(' '));
    }
    if (name !== '' && onlyText(node) === name) return;
    for (const child of node.children) visit(child, plain ? depth : depth + 1);
  };
  visit(root, 0);
  if (lines.length <= PRINTED_LINES) return lines.join('\n');
  const half = PRINTED_LINES / 2;
  return [...lines.slice(0, half), `… ${lines.length - PRINTED_LINES} lines left out …`, ...lines.slice(-half)].join(
    '\n',
  );
}

/** The words below a node when there is nothing but text, else `undefined`. */
function onlyText(node: AccessibleNode): string | undefined {
  const parts: string[] = [];
  for (const child of node.children) {
    if (child.role === 'text') parts.push(child.name);
    else if (!PLAIN.has(child.role) || onlyText(child) === undefined) return undefined;
    else parts.push(onlyText(child) ?? '');
  }
  return plainText(parts.join(' '));
}

function cut(text: string): string {
  return text.length > PRINTED_NAME ? `${text.slice(0, PRINTED_NAME)}…` : text;
}
