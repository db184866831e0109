import type { RichText } from '../../model.ts';
import { pathOf } from '../address.ts';
import type { Reference } from '../record.ts';
import { blocks } from './block-look.ts';
import { pageIcon } from './page-icon.ts';
import { mathOf } from './tex.ts';
import { type Branch, classes, h, type Tree } from './tree.ts';

export type References = Readonly<Record<string, Reference>>;

const { look } = blocks;

/** Runs of text as Notion writes them: bare strings, and spans with inline styles where there is a style. */
export function textTrees(runs: readonly RichText[], references: References): readonly Tree[] {
  return runs.map((run) => {
    if (run.mention !== undefined) return mention(run, references);
    if (run.equation === true) return inlineEquation(run.text);
    return linked(styled(run), run.link);
  });
}

function styled(run: RichText): Tree {
  const lines = [run.underline && 'underline', run.strikethrough && 'line-through'].filter(Boolean);
  const style = [
    run.bold && 'font-weight:600',
    run.italic && 'font-style:italic',
    lines.length > 0 && `text-decoration:${lines.join(' ')}`,
    colorStyle(run.color),
  ]
    .filter(Boolean)
    .join(';');
  if (style === '' && run.code !== true) return run.text;
  return h(
    'span',
    { ...(style !== '' && { style }), ...(run.code && { class: look('inlineCode'), spellcheck: 'false' }) },
    run.text,
  );
}

function linked(tree: Tree, href: string | undefined): Tree {
  if (href === undefined) return tree;
  return h(
    'a',
    {
      href,
      class: classes('notion-link-token notion-focusable-token notion-enable-hover', look('link')),
      rel: 'noopener noreferrer',
    },
    tree,
  );
}

function mention(run: RichText, references: References): Branch {
  const target = run.mention;
  const reference = target === undefined || target.type === 'date' ? undefined : references[target.id];
  if (reference === undefined || reference.kind === 'user') {
    const name = target?.type === 'date' ? dayOf(target.start) : (reference?.title ?? run.text.replace(/^@/, ''));
    return h(
      'span',
      { class: classes('notion-text-mention-token notion-enable-hover', look('person')), 'data-token-index': 0 },
      `@${name}`,
    );
  }
  return h(
    'a',
    {
      href: pathOf(reference),
      class: classes('notion-page-mention-token notion-enable-hover', look('mention')),
      'data-token-index': 0,
    },
    h(
      'span',
      { style: 'margin-inline-end:0.25em' },
      pageIcon(reference.icon, reference.kind === 'database' ? 'database' : 'page', 16),
    ),
    h('span', { class: look('pageName') }, reference.title),
  );
}

/** The app writes a day in words where the API gives the digits. */
function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
}

function inlineEquation(tex: string): Branch {
  return h(
    'span',
    { class: 'notion-text-equation-token notion-enable-hover', contenteditable: 'false', 'data-token-index': 0 },
    equation(tex),
  );
}

/** A formula in the shape that Notion's typesetter leaves, with the source as its annotation. */
export function equation(tex: string): Branch {
  return h(
    'span',
    { class: 'katex' },
    h(
      'span',
      { class: 'katex-mathml' },
      h('math', {}, h('semantics', {}, mathOf(tex), h('annotation', { encoding: 'application/x-tex' }, tex))),
    ),
  );
}

const INKS: Readonly<Record<string, string>> = {
  gray: 'gra',
  brown: 'bro',
  orange: 'ora',
  yellow: 'yel',
  green: 'gre',
  blue: 'blu',
  purple: 'pur',
  pink: 'pin',
  red: 'red',
};

/** The inline style of a colour such as `blue` or `blue_background`; `undefined` for the default. */
export function colorStyle(color: string | undefined): string | undefined {
  const [name, ground] = (color ?? 'default').split('_');
  const ink = INKS[name ?? ''];
  if (ink === undefined) return undefined;
  return ground === undefined ? `color:var(--c-${ink}Tex)` : `background:var(--c-${ink}Bac)`;
}

/** The background of a tag. */
export function tagStyle(color: string): string {
  return `background:var(--c-${INKS[color] ?? 'def'}Tag)`;
}

/** The dot of a status. */
export function dotStyle(color: string): string {
  return `background:var(--c-${INKS[color] ?? 'gra'}Tex)`;
}
