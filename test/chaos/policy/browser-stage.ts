import { givePolicy, policyMissing } from '../../browsers/policy.ts';
import type { Tab } from '../../browsers/browser.ts';
import type { ChromiumBrowser } from '../../browsers/chromium.ts';
import { until } from '../../browsers/wait.ts';
import { grantedBuild } from '../../e2e/granted-build.ts';
import { OPENAI_KEY } from '../../world/openai/api.ts';
import type { World } from '../../world/start.ts';
import { NOT_MANAGED } from '../../../lib/settings/managed.ts';
import type { Settings } from '../../../lib/settings/settings.ts';
import { openExtensionPage } from '../continuity/extension-page.ts';
import type { ExtensionPage } from '../continuity/extension-page.ts';
import { connectForGood, prepareGround } from '../ground.ts';
import { policyWorkspace, TOKEN } from './browser-workspace.ts';
import { OTHER } from './plan-policy.ts';
import { chargedUsd } from './charged.ts';
import { createRules } from './rules-in-force.ts';
import type { Exchange, RulesInForce } from './rules-in-force.ts';

/** The world, and Chromium with the shipped build, Claude and a second provider connected. */
export interface PolicyStage {
  readonly world: World;
  readonly browser: ChromiumBrowser;
  readonly tab: Tab;
  readonly page: ExtensionPage;
  /** What was told to this browser so far. */
  readonly rules: RulesInForce;
  /** Told of every request that any service of the world answers. */
  watch(arrived: (exchange: Exchange) => void): void;
  /** What the organization says from now on. Resolves once the browser has heard of it. */
  manage(managed: Settings['managed']): Promise<void>;
  /** Why the organization says nothing here. */
  readonly unmanaged: string | undefined;
  close(): Promise<void>;
}

const HEARD_MS = 60_000;

export async function openPolicyStage(): Promise<PolicyStage> {
  let watching: (exchange: Exchange) => void = () => {};
  const build = grantedBuild('chromium', `${new URL(OTHER.baseUrl).origin}/*`);
  const unmanaged = policyMissing('chromium');
  const policy = unmanaged === undefined ? givePolicy('chromium', build.folder, {}) : undefined;
  const ground = await prepareGround(
    {
      workspaces: [policyWorkspace()],
      firstTokenMs: 80,
      tokenDelayMs: 3,
      arrived: (exchange) => watching(exchange),
    },
    policy?.launch.extension ?? build.folder,
  );
  const close = async (): Promise<void> => {
    await ground.close();
    policy?.remove();
    build.remove();
  };
  try {
    ground.world.budget.perMinute = 100_000;
    const browser = await ground.launch();
    const tab = await connectForGood(browser, TOKEN);
    const page = openExtensionPage(tab);
    const { id, name, baseUrl, header, models, classes } = OTHER;
    const saved = await page.ask('provider.save', {
      form: { id, kind: 'openai', name, baseUrl, header, models, classes },
      mode: 'clear',
      key: OPENAI_KEY,
    });
    if (saved?.reply.ok !== true) throw new Error(`The second provider was not taken: ${saved?.reply.words}`);
    const rules = createRules(
      { providers: [OTHER] },
      { now: Date.now, spentUsd: () => chargedUsd(ground.world.claude) },
    );
    return {
      rules,
      world: ground.world,
      browser,
      tab,
      page,
      unmanaged,
      watch: (arrived) => (watching = arrived),
      async manage(managed) {
        if (policy === undefined) return;
        const values = policyFile(managed);
        policy.change(values);
        const wanted = sorted(values);
        const heard = async (): Promise<boolean> => sorted(JSON.parse(String(await tab.evaluate(HEARD)))) === wanted;
        await rules.tell({ managed: managed ?? NOT_MANAGED }, () =>
          until(heard, HEARD_MS, async () => `the browser to hear of ${wanted}`),
        );
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const HEARD = `async () => JSON.stringify(await chrome.storage.managed.get(null))`;

/** A browser keeps back what its schema does not know, and puts fields into an order of its own. */
const sorted = (values: unknown): string =>
  JSON.stringify(
    Object.entries(values ?? {})
      .filter(([, value]) => Array.isArray(value))
      .toSorted(([one], [other]) => one.localeCompare(other)),
  );

/** The policy as an administrator writes it. */
function policyFile(managed: Settings['managed']): Readonly<Record<string, unknown>> {
  if (managed === undefined || managed.state === 'none') return {};
  if (managed.state === 'invalid') return { fields: ['writes'], writes: true };
  const { models, ...policy } = managed.policy;
  return { fields: Object.keys(managed.policy), ...policy, ...(models && { models: [...new Set(models)] }) };
}
