import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Browser, Tab } from '../browsers/browser.ts';
import { givePolicy, policyMissing } from '../browsers/policy.ts';
import type { Policy } from '../browsers/policy.ts';
import { CLAUDE_KEY } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers, inChromium, shippedBuild } from './harness.ts';
import type { Stage } from './harness.ts';
import { answered, connect, openCompanion } from './steps.ts';

const EXAMPLES = join(import.meta.dirname, '../../docs/managed');
const example = (name: string): unknown => JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), 'utf8'));

/** Launches with a policy, and waits until the options show what it says. */
async function launchUnder(stage: Stage, values: unknown): Promise<{ browser: Browser; options: Tab; policy: Policy }> {
  const policy = givePolicy(stage.kind, shippedBuild(stage.kind), values);
  given.push(policy);
  stage.world().requests.clear();
  const browser = await stage.launch(policy.launch);
  const options = await browser.waitForTab(/options\.html/u);
  await options.find('heading', 'Set by your organization', { timeoutMs: 30_000 });
  return { browser, options, policy };
}

const given: Policy[] = [];
afterEach(() => {
  for (const policy of given.splice(0)) policy.remove();
});

const toClaude = (stage: Stage) =>
  stage
    .world()
    .requests.all()
    .filter(({ host }) => host === 'api.anthropic.com');

const SAID: Readonly<Record<string, readonly RegExp[]>> = {
  'claude-only': [/May be asked\s*Claude, the browser’s own model/u, /Region in which Claude answers\s*us/u],
  'gateway-only': [/May be asked\s*Claude behind a gateway/u, /https:\/\/claude\.gateway\.example/u],
  'read-only': [/Writing to Notion\s*Off: nothing is written/u, /Switched off\s*the workbench, search in the address/u],
  careful: [/Only after a person’s own yes/u, /90 days at most/u, /They are not sent/u],
  spending: [/Spending in a day\s*at most \$2/u, /Spending in a month\s*at most \$30/u],
};

const MANAGED = (['chromium', 'firefox'] as const).filter((kind) => {
  const missing = policyMissing(kind);
  if (missing !== undefined) console.log(`managed policies in ${kind}: not run, ${missing}`);
  return missing === undefined;
});

inBrowsers(MANAGED, (stage) => {
  it('asks whom the organization approves, in the region that it names', async () => {
    const { browser, options } = await launchUnder(stage, example('claude-only'));
    await shows(options, 'claude-only');
    expect(await (await options.find('radio', 'In the clear')).states()).toContain('disabled');
    await connect(browser);
    const tab = await openCompanion(browser, PAGES.launchPlan);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    expect((await answered(tab)).text).toContain('Claude Sonnet 5.5');
    expect(stage.world().claude.last()?.body).toMatchObject({ inference_geo: 'us', model: 'claude-sonnet-5-5' });
    expect(await browser.errors()).toEqual([]);
  });

  it('sends nothing to a provider that is not approved, and says why', async () => {
    const { options } = await launchUnder(stage, example('gateway-only'));
    await shows(options, 'gateway-only');
    const group = await options.find('group', 'Claude');
    await (await group.find('textbox', 'Claude API key')).type(CLAUDE_KEY);
    await (await group.find('button', 'Save')).click();
    await group.waitText(/Claude’s own API is not among the approved providers/u);
    expect(toClaude(stage)).toEqual([]);
  });

  it('writes nothing and opens nothing that is switched off', async () => {
    const { browser, options } = await launchUnder(stage, example('read-only'));
    await shows(options, 'read-only');
    const writing = await options.find('switch', 'Allow writing to Notion');
    expect(await writing.states()).toContain('disabled');
    expect(await writing.states()).not.toContain('checked');
    // A page of ours that asks all the same is refused.
    expect(
      await options.evaluate(`async () => {
        const api = globalThis.browser ?? globalThis.chrome;
        const reply = await api.runtime.sendMessage({ name: 'settings.change', ask: { writes: true } });
        return JSON.stringify(reply);
      }`),
    ).toContain('managed-forbids');
    const workbench = await browser.openExtensionPage('workbench.html');
    await workbench.find('heading', 'Switched off');
  });

  it('writes under the approved pages alone', async () => {
    const { browser, options } = await launchUnder(stage, example('careful'));
    await shows(options, 'careful');
    await connect(browser);
    const tab = await openCompanion(browser, PAGES.launchPlan);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    await answered(tab);
    await (await tab.find('button', 'Publish to Notion', { within: 'companion' })).click();
    await (await tab.find('alert', undefined, { within: 'companion' })).waitText(/lies under none of the pages/u);
    const writes = stage.world().requests.all({ host: 'api.notion.com', method: 'PATCH' });
    expect(writes).toEqual([]);
  });

  it('shows the caps of spending', async () => {
    const { options } = await launchUnder(stage, example('spending'));
    await shows(options, 'spending');
  });

  it('sends nothing under a policy that is wrong, names the field, and still gives what needs no model', async () => {
    const { browser, options } = await launchUnder(stage, { fields: ['writes'], writes: true });
    const alert = await options.find('alert');
    await alert.waitText(/“writes”/u);
    const group = await options.find('group', 'Claude');
    await (await group.find('textbox', 'Claude API key')).type(CLAUDE_KEY);
    await (await group.find('button', 'Save')).click();
    await group.waitText(/not tested.*“writes”/su);
    const tab = await openCompanion(browser, PAGES.launchPlan);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const region = await tab.find('region', 'Result');
    await region.waitText(/your organization’s policy for Understudy has a mistake.*“writes”/su);
    await region.waitText(/No model used/u);
    expect(toClaude(stage)).toEqual([]);
  });

  it('has no example that is not loaded here', () => {
    expect(readdirSync(EXAMPLES).toSorted()).toEqual(
      Object.keys(SAID)
        .map((name) => `${name}.json`)
        .toSorted(),
    );
  });
});

if (MANAGED.includes('chromium')) {
  inChromium((stage) => {
    it('takes up a policy that comes while the browser runs, and lets go of it', async () => {
      const { options, policy } = await launchUnder(stage, example('read-only'));
      policy.change(example('spending'));
      const section = await options.find('region', 'Set by your organization');
      await section.waitText(/at most \$30/u, { timeoutMs: 20_000 });
      expect(await (await options.find('switch', 'Allow writing to Notion')).states()).toContain('checked');
    });
  });
}

async function shows(options: Tab, name: string): Promise<void> {
  const section = await options.find('region', 'Set by your organization');
  for (const words of SAID[name] ?? [/nothing is expected/u]) await section.waitText(words);
}
