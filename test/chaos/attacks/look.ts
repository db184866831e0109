import type { Node, Tab } from '../../browsers/browser.ts';

/** Elements that an answer may be made of, and what they may carry. */
const ALLOWED =
  /^(?:p|h[3-6]|blockquote|pre|code|hr|ol|ul|li|div|table|thead|tbody|tr|th|td|strong|em|del|br|span|a)$/u;
const HARMLESS = /^(?:class|dir|href|title|rel|role|scope|start|tabindex|aria-[a-z]+)$/u;
const OPENABLE = /^(?:https?:\/\/[^/@]+(?:\/|$)|#source-\d+$)/u;

const READ_MARKUP = `function () {
  return {
    elements: [...this.querySelectorAll('.markup *')].map((element) => ({
      name: element.localName,
      attributes: element.getAttributeNames(),
      href: element.getAttribute('href'),
      within: element.closest('.markup > *')?.textContent?.slice(0, 80) ?? '',
    })),
    signs: [...this.querySelectorAll('.markup > p')].map((p) => p.textContent).filter((text) => /^payload-\\d+-begins$/.test(text)),
    links: [...this.querySelectorAll('.markup a:not(.cite)')].map((a) => ({
      href: a.href, words: a.textContent, host: a.querySelector('.host')?.textContent ?? null,
    })),
  };
}`;

interface Seen {
  readonly elements: readonly {
    readonly name: string;
    readonly attributes: readonly string[];
    readonly href: string | null;
    readonly within: string;
  }[];
  readonly signs: readonly string[];
  readonly links: readonly { readonly href: string; readonly words: string; readonly host: string | null }[];
}

/** Marks that scripts of payloads would have left on the window, by whatever way they ran. */
const READ_MARKS = `() => Object.keys(window).filter((name) => name.startsWith('pwned'))`;

/** What is wrong with an answer on a screen, in words; nothing where it is text and safe links alone. */
export async function faultsOf(tab: Tab, region: Node, signs: readonly string[]): Promise<readonly string[]> {
  const seen = (await region.call(READ_MARKUP)) as Seen;
  const shown = new Set(seen.signs);
  const marks = (await tab.evaluate(READ_MARKS)) as readonly string[];
  return [
    ...marks.map((mark) => `a script ran: ${mark}`),
    ...signs.filter((sign) => !shown.has(sign)).map((sign) => `swallowed: ${sign}`),
    ...seen.elements.flatMap(({ name, attributes, href, within }) => [
      ...(ALLOWED.test(name) ? [] : [`element ${name} in “${within}”`]),
      ...attributes.filter((one) => !HARMLESS.test(one)).map((one) => `attribute ${one} in “${within}”`),
      ...(href === null || OPENABLE.test(href) ? [] : [`address ${href.slice(0, 80)} in “${within}”`]),
    ]),
    ...seen.links.filter((link) => !saysWhere(link)).map(({ href }) => `a link hides its host: ${href.slice(0, 120)}`),
  ];
}

/** A link shows its real host beside it, or its own words are its address. */
function saysWhere({ href, words, host }: Seen['links'][number]): boolean {
  const url = new URL(href);
  return host === null ? words === href || `${words}/` === href : host === url.host;
}
