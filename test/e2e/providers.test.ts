import { afterAll, expect, it } from 'vitest';
import type { Node, Tab } from '../browsers/browser.ts';
import { CLAUDE_KEY } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { grantedBuild } from './granted-build.ts';
import { inBrowsers, inChromium } from './harness.ts';
import { answered, connectClaude, connectNotion, openCompanion } from './steps.ts';

const OVERLOADED = {
  host: 'api.anthropic.com',
  path: '^/v1/messages',
  action: 'status',
  status: 529,
  body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
} as const;

inBrowsers(['chromium', 'firefox'], (stage) => {
  const build = grantedBuild(stage.kind, 'http://127.0.0.1/*');
  afterAll(() => build.remove());

  const newProvider = async (options: Tab, name: string, baseUrl: string): Promise<Node> => {
    const [add] = await options.findAll('button', 'Add a provider');
    if (!add) throw new Error('Nothing adds a provider');
    await add.click();
    const form = await options.find('group', 'New provider');
    await (await form.find('textbox', 'Provider name')).type(name);
    await (await form.find('textbox', 'Base URL')).type(baseUrl);
    return form;
  };
  const chatRequests = () =>
    stage
      .world()
      .requests.all()
      .filter(({ method, path }) => method === 'POST' && /completions|messages$/u.test(path));

  it('adds a server on this computer, which answers when no Claude model does, and says so', async () => {
    const world = stage.world();
    const browser = await stage.launch({ extension: build.folder });
    const options = await connectClaude(browser);
    await connectNotion(options);
    const form = await newProvider(options, 'Local house', `http://127.0.0.1:${world.plain.openai}/v1`);
    await (await form.find('combobox', 'Key is sent as')).select('No key');

    world.claudeSettings.refusesForeignOrigins = true;
    await (await form.find('button', 'Test connection')).click();
    await form.waitText(/Local house refused this request because it comes from a browser extension/u);
    world.claudeSettings.refusesForeignOrigins = false;
    await (await form.find('button', 'Test connection')).click();
    await form.waitText(/has 2 models/u);
    await (await form.find('button', 'Save')).click();
    await options.find('group', 'Provider: Local house');

    world.faults.add(OVERLOADED);
    world.requests.clear();
    const tab = await openCompanion(browser, PAGES.launchPlan);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const { text, region } = await answered(tab, 40_000);
    expect(text).toContain('small-local-model on Local house');
    expect(text).toMatch(/Claude Sonnet 5\.5 was asked/u);
    // It cannot cite: what it says was matched to the page on the device.
    expect(await region.findAll('link', /^Source \d+$/)).not.toHaveLength(0);
    expect(chatRequests().at(-1)).toMatchObject({ host: '127.0.0.1', status: 200 });
    world.faults.clear();
    expect(await browser.errors()).toEqual([]);
  });

  it('asks Claude behind a gateway, with the key in the header that it takes', async () => {
    const world = stage.world();
    const browser = await stage.launch({ extension: build.folder });
    const options = await connectClaude(browser);
    await connectNotion(options);
    const [add] = await options.findAll('button', 'Add a provider');
    await add?.click();
    const form = await options.find('group', 'New provider');
    await (await form.find('combobox', 'Kind of provider')).select('Claude behind a gateway');
    await (await form.find('textbox', 'Provider name')).type('Work');
    await (await form.find('textbox', 'Base URL')).type(`http://127.0.0.1:${world.plain.claude}`);
    await (await form.find('combobox', 'Key is sent as')).select('x-api-key');
    await (await form.find('textbox', 'Provider key')).type(CLAUDE_KEY);
    await (await form.find('textbox', 'Models to ask')).type('claude-sonnet-5-5');
    await (await form.find('button', 'Save')).click();
    await options.find('group', 'Provider: Work');
    await (await options.find('combobox', 'Asked first at')).select('Work');

    world.requests.clear();
    const tab = await openCompanion(browser, PAGES.launchPlan);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const { text, region } = await answered(tab, 40_000);
    expect(text).toContain('Claude Sonnet 5.5 on Work');
    expect(await region.findAll('link', /^Source \d+$/)).not.toHaveLength(0);
    expect(chatRequests().map(({ host }) => host)).toEqual(['127.0.0.1']);
  });
});

/** Stands where Chrome puts its own model, and answers in one sentence of the page. */
const STAND_IN = `globalThis.LanguageModel = {
  availability: async () => 'available',
  create: async () => ({
    contextWindow: 6000,
    promptStreaming: () =>
      new ReadableStream({
        start(controller) {
          for (const part of ['Read on this device, ', 'by a stand-in.']) controller.enqueue(part);
          controller.close();
        },
      }),
    destroy() {},
  }),
};`;

inChromium((stage) => {
  it('lets the browser’s own model answer when nobody else can, and says so', async () => {
    const world = stage.world();
    const browser = await stage.launch();
    const options = await connectClaude(browser);
    await connectNotion(options);
    const worker = await browser.worker();
    await worker.evaluate(STAND_IN);
    world.faults.add(OVERLOADED);
    const tab = await openCompanion(browser, PAGES.travel);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const { text } = await answered(tab, 40_000);
    expect(text).toContain('Read on this device, by a stand-in.');
    expect(text).toMatch(/Answered by the browser’s own model/u);
    expect(await browser.errors()).toEqual([]);
  });
});
