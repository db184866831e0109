/** An element that does not exist yet: screens are built as data, so they can be read without a browser. */
export interface Branch {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Tree[];
}

export type Tree = Branch | string;

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Children = readonly (Tree | readonly Tree[] | undefined | false)[];

/** Makes an element. `true` is an attribute without a value; `false` and `undefined` leave it out. */
export function h(tag: string, attributes: Attributes = {}, ...children: Children): Branch {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) kept[name] = value === true ? '' : String(value);
  }
  return { tag, attributes: kept, children: children.flat().filter(isTree) };
}

function isTree(child: Tree | undefined | false): child is Tree {
  return child !== undefined && child !== false;
}

/** Joins class names, leaving out what is absent. */
export function classes(...names: readonly (string | undefined | false)[]): string {
  return names.filter((name) => name !== undefined && name !== false && name !== '').join(' ');
}

/** Every element of a tree, outermost first. */
export function* branchesOf(tree: Tree): Generator<Branch> {
  if (typeof tree === 'string') return;
  yield tree;
  for (const child of tree.children) yield* branchesOf(child);
}

/** The text of a tree, as `textContent` would give it. */
export function textOf(tree: Tree): string {
  return typeof tree === 'string' ? tree : tree.children.map(textOf).join('');
}

const NAMESPACES: Readonly<Record<string, string>> = {
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
};

/** Makes the elements of a tree. */
export function plant(tree: Branch, namespace = NAMESPACES[tree.tag]): Element {
  const element =
    namespace === undefined ? document.createElement(tree.tag) : document.createElementNS(namespace, tree.tag);
  for (const [name, value] of Object.entries(tree.attributes)) element.setAttribute(name, value);
  for (const child of tree.children) {
    element.append(typeof child === 'string' ? child : plant(child, NAMESPACES[child.tag] ?? namespace));
  }
  return element;
}
