import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Node, Tab } from '../../browsers/browser.ts';
import { launchChromium } from '../../browsers/chromium.ts';
import type { ChromiumBrowser } from '../../browsers/chromium.ts';
import { fewPages } from '../../e2e/few-pages.ts';
import { grantedBuild } from '../../e2e/granted-build.ts';
import { storedText } from '../../e2e/own-databases.ts';
import { inOwnScript, SEND_EACH } from '../../e2e/own-scripts.ts';
import { messagesNamed } from '../../e2e/every-message.ts';
import { everythingIn, filesHolding, holders } from '../../e2e/secrets-seen.ts';
import { answered, NOTION_TOKEN, pageAddress } from '../../e2e/steps.ts';
import { readWire, wireSwitches } from '../../e2e/wire.ts';
import type { Wire } from '../../e2e/wire.ts';
import { mayAsk, SHAPES } from '../../../lib/messages/protocol.ts';
import type { MessageName } from '../../../lib/messages/protocol.ts';
import { CLAUDE_KEY, startWorld } from '../../world/start.ts';
import type { World } from '../../world/start.ts';
import { PAGES } from '../../world/workspace/ids.ts';
import type { Tally } from './tally.ts';

const PROVIDER_KEY = 'sk-house-canary-9f27c41ab03d';
const PASSPHRASE = 'canary in a coal mine 7183';
const SECRETS = [CLAUDE_KEY, NOTION_TOKEN, PROVIDER_KEY, PASSPHRASE];
/** What a person may see of a key is four characters at its end. */
const TOO_MUCH = SECRETS.flatMap((secret) => [secret.slice(0, 12), secret.slice(-5)]);

const MODES = ['Until the browser closes', 'Encrypted under a passphrase', 'In the clear'] as const;
type Mode = (typeof MODES)[number];

/** Everything that the background says to the script in Notion's page, from before its panel is put in. */
const OVERHEAR = `() => {
  globalThis.overheard = [];
  const note = (message) => void globalThis.overheard.push(JSON.stringify(message));
  chrome.runtime.onMessage.addListener(note);
  const connect = chrome.runtime.connect.bind(chrome.runtime);
  chrome.runtime.connect = (...parts) => {
    const port = connect(...parts);
    port.onMessage.addListener(note);
    return port;
  };
}`;
const OVERHEARD = '() => globalThis.overheard';

const WATCH_SAVED = `() => {
  window.saved = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.saved.push(blob); return make.call(URL, blob); };
}`;
const SAVED = `async () => {
  const texts = [];
  for (const blob of window.saved) {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    texts.push(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }
  return texts;
}`;
const AREAS = `async () => {
  const areas = {};
  for (const name of ['local', 'sync', 'session', 'managed'])
    areas[name] = await chrome.storage[name].get(null).then(JSON.stringify, () => '');
  return areas;
}`;

/** A day with keys in each mode; then every place is searched in which a key could lie. */
export async function tryCanary(): Promise<readonly Tally[]> {
  const wrong: string[] = [];
  let tried = 0;
  for (const mode of MODES) {
    const places = await playDay(mode);
    for (const { name, found } of places) {
      tried += SECRETS.length;
      if (found.length > 0) wrong.push(`${mode}, ${name}: ${found.join(', ')}`);
    }
  }
  return [
    {
      name: 'trust.attacks-canary',
      what: 'canary keys found outside of their request’s header',
      tried,
      least: MODES.length * 20 * SECRETS.length,
      succeeded: wrong,
      note: `${SECRETS.length} secrets, ${MODES.length} modes`,
    },
  ];
}

interface Place {
  readonly name: string;
  readonly found: readonly string[];
}

async function playDay(mode: Mode): Promise<readonly Place[]> {
  const world = await startWorld({ workspaces: fewPages() });
  const build = grantedBuild('chromium', 'http://127.0.0.1/*');
  const folder = mkdtempSync(join(tmpdir(), 'understudy-canary-'));
  const profile = join(folder, 'profile');
  const log = join(folder, 'wire.json');
  const places: Place[] = [];
  const look = (name: string, text: string, secrets: readonly string[] = TOO_MUCH): void =>
    void places.push({ name, found: holders(text, secrets) });
  try {
    world.budget.perMinute = 100_000;
    const browser = await launchChromium({
      extension: build.folder,
      hostResolverRules: world.hostResolverRules,
      profile,
      args: wireSwitches(log),
    });
    try {
      const printed: string[] = [];
      browser.context.on('console', (message) => printed.push(message.text()));
      const options = await enterKeys(browser, world, mode);
      const tab = await useEverything(browser, world, look);
      await lookAround(browser, tab, options, mode, look);
      look('console', [...printed, ...(await browser.errors())].join('\n'));
    } finally {
      await browser.close();
    }
    lookAtWire(readWire(log), world, places);
    const files = filesHolding(profile, SECRETS).filter(
      (file) => mode !== 'In the clear' || !file.includes(`IndexedDB/chrome-extension_`),
    );
    places.push({ name: 'files of the profile', found: files });
    return places;
  } finally {
    await world.close();
    build.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function enterKeys(browser: ChromiumBrowser, world: World, mode: Mode): Promise<Tab> {
  const options = await browser.openExtensionPage('options.html');
  await (await options.find('radio', mode)).click();
  if (mode === 'Encrypted under a passphrase') await (await options.find('textbox', 'Passphrase')).type(PASSPHRASE);
  const claude = await options.find('group', 'Claude');
  await (await claude.find('textbox', 'Claude API key')).type(CLAUDE_KEY);
  await (await claude.find('button', 'Save')).click();
  await claude.waitText(/This key works/u);
  const notion = await options.find('group', 'Notion: new workspace');
  await (await notion.find('textbox', 'Notion token')).type(NOTION_TOKEN);
  await (await notion.find('button', 'Save')).click();
  await options.find('group', /^Notion: (?!new workspace)/u);
  const [add] = await options.findAll('button', 'Add a provider');
  await add?.click();
  const form = await options.find('group', 'New provider');
  await (await form.find('textbox', 'Provider name')).type('Local house');
  await (await form.find('textbox', 'Base URL')).type(`http://127.0.0.1:${world.plain.openai}/v1`);
  await (await form.find('textbox', /key/iu)).type(PROVIDER_KEY);
  await (await form.find('button', 'Test connection')).click();
  await form.waitText(/has 2 models/u);
  await (await form.find('button', 'Save')).click();
  await options.find('group', 'Provider: Local house');
  return options;
}

type Look = (name: string, text: string, secrets?: readonly string[]) => void;

/** The main flows, each once, and failures whose words carry the very key. */
async function useEverything(browser: ChromiumBrowser, world: World, look: Look): Promise<Tab> {
  const tab = await browser.open(pageAddress(PAGES.travel));
  await tab.find('button', 'Understudy');
  await inOwnScript(browser, tab, OVERHEAR);
  await (await tab.find('button', 'Understudy')).click();
  await tab.find('complementary', 'Understudy');
  await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
  await answered(tab);
  await (await tab.find('button', 'Copy', { within: 'companion' })).click();
  look('clipboard', JSON.stringify(await browser.clipboard()));

  const panel = await browser.openExtensionPage(`sidepanel.html?tab=${await tab.extensionTabId()}`);
  await panel.evaluate(WATCH_SAVED);
  const say = async (text: string): Promise<Node> => {
    await (await panel.find('textbox', 'Message')).fill(text);
    await (await panel.find('button', 'Send')).click();
    const conversation = await panel.find('log', 'Conversation');
    await panel.waitFor(`an end of “${text}”`, async () => (await conversation.findAll('note')).length > said);
    said += 1;
    return conversation;
  };
  let said = 0;
  await say('How long is a notice period?');
  // A careless gateway repeats in its refusal what it was sent; the next provider then answers with a key of its own.
  const heal = world.faults.add({
    host: 'api.anthropic.com',
    path: '^/v1/messages',
    action: 'status',
    status: 529,
    body: { type: 'error', error: { type: 'overloaded_error', message: `Overloaded: Bearer ${CLAUDE_KEY}` } },
  });
  await say('And who pays for the hotel?');
  heal();
  for (const item of ['Export as Markdown', 'Export as JSON']) {
    await (await panel.find('button', 'More about this chat')).click();
    await (await panel.find('menuitem', item)).click();
  }
  const files = await panel.waitFor('both files', async () => {
    const saved = (await panel.evaluate(SAVED)) as readonly string[];
    return saved.length === 2 ? saved : undefined;
  });
  files.forEach((file, at) => look(`exported chat ${at + 1}`, file));
  look('side panel', await everythingIn(browser, panel));
  await panel.close();
  return tab;
}

const SURFACES = ['options.html', 'popup.html', 'sidepanel.html', 'reader.html', 'workbench.html', 'approve.html'];

async function lookAround(browser: ChromiumBrowser, tab: Tab, options: Tab, mode: Mode, look: Look): Promise<void> {
  await options.activate();
  await options.evaluate(WATCH_SAVED);
  const backup = await options.find('group', 'Backup');
  await (await backup.find('switch', 'Encrypt with a passphrase')).click();
  await (await backup.find('button', 'Make a backup')).click();
  await backup.waitText(/The backup was made/u, { timeoutMs: 30_000 });
  ((await options.evaluate(SAVED)) as readonly string[]).forEach((file) => look('a backup in the clear', file));
  look('options with their fields', await everythingIn(browser, options));
  look('Notion’s page with its closed root', await everythingIn(browser, tab));
  for (const page of SURFACES) {
    const opened = await browser.openExtensionPage(page);
    await opened.waitFor('something on the page', async () => (await opened.axTree()).length > 40);
    look(page, await everythingIn(browser, opened));
    await opened.close();
  }
  look('messages to the script in Notion’s page', JSON.stringify(await inOwnScript(browser, tab, OVERHEARD)));
  const names = (Object.keys(SHAPES) as MessageName[]).filter(
    (name) => mayAsk('content', name) && /^(here|models|draft|job\.preview|search)/u.test(name),
  );
  const replies = await inOwnScript(browser, tab, SEND_EACH, messagesNamed(names));
  look('answers to the script in Notion’s page', JSON.stringify(replies));

  const areas = (await options.evaluate(AREAS)) as Readonly<Record<string, string>>;
  for (const [name, text] of Object.entries(areas)) {
    // Keys of a session rest in session memory, which no script in a page can read; the passphrase rests nowhere.
    const allowed = name === 'session' && mode === 'Until the browser closes';
    look(`storage.${name}`, text, allowed ? [PASSPHRASE] : SECRETS);
  }
  const databases = JSON.parse(await storedText(options)) as Readonly<Record<string, unknown>>;
  for (const [name, stores] of Object.entries(databases)) {
    const allowed = name === 'vault' && mode === 'In the clear';
    look(`database ${name}`, JSON.stringify(stores), allowed ? [PASSPHRASE] : SECRETS);
  }
}

/** Each key goes to its own service alone, in a header and in no address. */
function lookAtWire(wire: Wire, world: World, places: Place[]): void {
  const own: readonly (readonly [secret: string, host: string])[] = [
    [CLAUDE_KEY, 'api.anthropic.com'],
    [NOTION_TOKEN, 'api.notion.com'],
  ];
  for (const [secret, host] of own)
    places.push({ name: `sent to others than ${host}`, found: wire.carrying(secret).filter((one) => one !== host) });
  for (const secret of [PROVIDER_KEY, PASSPHRASE])
    places.push({ name: `sent over TLS: ${secret.slice(0, 8)}`, found: wire.carrying(secret) });
  const paths = world.requests.all().map(({ path }) => path);
  places.push({ name: 'addresses', found: holders(paths.join('\n'), TOO_MUCH) });
  const strangers = [...wire.hosts].filter((host) => !world.hosts.includes(host) && host !== '127.0.0.1');
  places.push({ name: 'other hosts', found: strangers });
}
