import { afterAll, expect, it } from 'vitest';
import { PAGES } from '../world/workspace/ids.ts';
import { grantedBuild } from './granted-build.ts';
import { inBrowsers } from './harness.ts';
import { connectClaude, connectNotion, openCompanion, pageAddress } from './steps.ts';

inBrowsers(['chromium', 'firefox'], (stage) => {
  const build = grantedBuild(stage.kind, 'http://127.0.0.1/*');
  afterAll(() => build.remove());

  it('keeps a restricted page from a provider that may not see it while Claude is down, and says so', async () => {
    const world = stage.world();
    const browser = await stage.launch({ extension: build.folder });
    const options = await connectClaude(browser);
    await connectNotion(options);
    const [add] = await options.findAll('button', 'Add a provider');
    await add?.click();
    const form = await options.find('group', 'New provider');
    await (await form.find('textbox', 'Provider name')).type('Local house');
    await (await form.find('textbox', 'Base URL')).type(`http://127.0.0.1:${world.plain.openai}/v1`);
    await (await form.find('combobox', 'Key is sent as')).select('No key');
    await (await form.find('button', 'Test connection')).click();
    await form.waitText(/has 2 models/u);
    await (await form.find('button', 'Save')).click();
    await options.find('group', 'Provider: Local house');
    await (await options.find('textbox', 'Page or database of another class')).type(pageAddress(PAGES.launchPlan));
    await (await options.find('button', /^Set as restricted/u)).click();
    await options.find('combobox', /^Class of /u);

    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    world.faults.add({ host: 'api.anthropic.com', path: '^/v1/messages', action: 'status', status: 529, body: error });
    world.requests.clear();
    const tab = await openCompanion(browser, PAGES.launchPlan);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const alert = await tab.find('alert', undefined, { within: 'companion', timeoutMs: 40_000 });
    expect(await alert.text()).toContain('Not sent: this page holds text your policy keeps from other providers.');
    const sent = world.requests.all().filter(({ method }) => method === 'POST');
    expect(sent.filter(({ host }) => host === '127.0.0.1')).toEqual([]);
    expect(sent.some(({ host }) => host === 'api.anthropic.com')).toBe(true);
    world.faults.clear();
    expect(await browser.errors()).toEqual([]);
  });
});
