import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Tab } from '../browsers/browser.ts';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Where our surface begins: in Notion's page the panel within the root, elsewhere the whole document. */
export const SURFACE = `(() => {
  const host = [...document.body.children].find((element) => element.shadowRoot);
  return host?.shadowRoot.querySelector('.companion') ?? document.querySelector('main') ?? document.body;
})()`;

/** What axe has against the surface that the tab shows, one line for each element. */
export async function violations(tab: Tab): Promise<readonly string[]> {
  if ((await tab.evaluate('() => typeof axe')) === 'undefined') await tab.evaluate(`() => { ${SOURCE}; }`);
  const found = await tab.evaluate(
    `async (tags) => {
      const surface = ${SURFACE};
      const host = surface.getRootNode().host;
      const where = host ? { include: [surface] } : document;
      const { violations, passes } = await axe.run(where, { runOnly: { type: 'tag', values: tags } });
      if (passes.length === 0) throw new Error('axe looked at nothing');
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => id + ' ' + JSON.stringify(target) + ' ' + failureSummary));
    }`,
    TAGS,
  );
  return found as readonly string[];
}
