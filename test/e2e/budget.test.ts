import { expect, it } from 'vitest';
import type { Tab } from '../browsers/browser.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers } from './harness.ts';
import { askInPanel, connectClaude, connectNotion, openCompanion } from './steps.ts';

inBrowsers(['chromium', 'firefox'], (stage) => {
  it('holds what is not urgent to the budget, in words, lets what is urgent through, and shows the day', async () => {
    const browser = await stage.launch();
    const options = await connectClaude(browser);
    await connectNotion(options);
    const { claude } = stage.world();
    const tab = await openCompanion(browser, PAGES.travel);
    await (await askInPanel(tab, 'Who may take a night train?')).find('note', /^Answered by Claude Sonnet 5\.5/u);
    const spent = claude.messages().length;

    // All of it is kept for what is urgent: as if the rest had been spent.
    await set(options, 'Kept for what is urgent (%)', '100');
    await set(options, 'Most a day, in US dollars', '2');
    const meter = await options.find('meter', 'Today’s budget');
    expect(await options.find('heading', 'Budget')).toBeDefined();

    const held = await askInPanel(tab, 'What is the limit for a hotel?');
    const alert = await held.find('alert');
    expect(await alert.text()).toMatch(
      /Claude Sonnet 5\.5 was not asked: today’s budget of \$2\.00 has no room for it \(\$0\.0\d+ is used/u,
    );
    expect(await alert.text()).toContain('runs by itself when the budget begins anew');
    await held.find('note', 'No model used');
    expect(claude.messages()).toHaveLength(spent);

    await (await alert.find('button', 'Urgent')).click();
    await held.find('note', /^Answered by Claude Sonnet 5\.5/u, { timeoutMs: 30_000 });
    expect(claude.messages().length).toBeGreaterThan(spent);
    const urgent = claude.messages().length;

    const next = await askInPanel(tab, 'How early is a journey booked?');
    await next.find('note', 'No model used');
    expect(claude.messages()).toHaveLength(urgent);
    expect(await meter.exists()).toBe(true);
    expect(await (await options.find('main')).text()).toMatch(/Today \$0\.\d+ of \$2\.00/u);
    await options.find('button', 'Export spending as CSV');
    expect(await browser.errors()).toEqual([]);
  });
});

async function set(options: Tab, name: string, value: string): Promise<void> {
  const box = await options.find('spinbutton', name);
  await box.fill(value);
  // A number counts once the box is left.
  await (await options.find('heading', 'Budget')).click();
}
