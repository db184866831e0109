import type { Tab } from '../browsers/browser.ts';
import { SURFACE } from './axe.ts';

/** Everything in the surface that takes a press or a key. Of radio buttons that belong together one takes the focus. */
const CONTROLS = `[...${SURFACE}.querySelectorAll('button, select, textarea, input, summary, a[href], [tabindex="0"]')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && (one.type !== 'radio' || one.checked))`;

const NAME = `(one) => one.localName + ' ' + (one.getAttribute('aria-label') || one.textContent || one.id).trim().slice(0, 40)`;

/** Controls smaller than the house's least size, in CSS pixels. Links within running text are as high as their line. */
export async function smallTargets(tab: Tab, least: number): Promise<unknown> {
  return await tab.evaluate(
    `(least) => ${CONTROLS}
      .filter((one) => !one.matches('.markup *, article a, [role=group]'))
      .map((one) => {
        // A link may be stretched over its row by a box of its own.
        const over = getComputedStyle(one, '::after');
        const stretched = over.position === 'absolute' ? [{ height: parseFloat(over.height), width: parseFloat(over.width) }] : [];
        const boxes = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect()).concat(stretched);
        const height = Math.max(...boxes.map((box) => box.height));
        const width = Math.max(...boxes.map((box) => box.width));
        return { name: (${NAME})(one), width, height };
      })
      .filter(({ width, height }) => width < least || height < least)`,
    least,
  );
}

/** Controls that stand out of the window to a side, and how much wider the surface is than its window. */
export async function sidewaysOverflow(tab: Tab): Promise<unknown> {
  return await tab.evaluate(
    `() => {
      const surface = ${SURFACE};
      const page = surface.getRootNode() === document ? document.documentElement : surface;
      const out = ${CONTROLS}.filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return !one.closest('.table') && (left < 0 || right > innerWidth + 0.5);
      });
      return { wider: Math.max(0, page.scrollWidth - page.clientWidth), out: out.map(${NAME}) };
    }`,
  );
}

interface Step {
  /** Which control has the focus; -1 outside of the surface. */
  readonly at: number;
  readonly name: string;
  readonly trouble: string | null;
}

export interface Walk {
  readonly missed: readonly string[];
  readonly troubles: readonly string[];
  /** The Tab key leads out of the surface again. */
  readonly leaves: boolean;
}

/** The names of the surface's controls, once half a second adds none: results and rows may still be on their way. */
async function settledControls(tab: Tab): Promise<readonly string[]> {
  let before: readonly string[] = [];
  return await tab.waitFor('controls that stay', async () => {
    const names = (await tab.evaluate(`() => ${CONTROLS}.map(${NAME})`)) as readonly string[];
    if (names.length > 0 && names.join('\n') === before.join('\n')) return names;
    before = names;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return false;
  });
}

/** Walks through the surface with the Tab key alone, from its first control on. */
export async function walkByTab(tab: Tab): Promise<Walk> {
  const names = await settledControls(tab);
  await tab.evaluate(`() => void ${CONTROLS}[0]?.focus()`);
  const steps: Step[] = [await look(tab)];
  while (steps.length < names.length + 3 && steps.at(-1)?.at !== -1) {
    await tab.press('Tab');
    steps.push(await look(tab));
  }
  const reached = new Set(steps.map(({ at }) => at));
  return {
    missed: names.filter((_name, at) => !reached.has(at)),
    troubles: steps.slice(1).flatMap(({ name, trouble }) => (trouble === null ? [] : [`${name}: ${trouble}`])),
    leaves: reached.has(-1),
  };
}

/** Where the focus is, and whether a person can see it there. */
async function look(tab: Tab): Promise<Step> {
  return (await tab.evaluate(
    `() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const at = ${CONTROLS}.indexOf(active);
      if (at === -1) return { at, name: '', trouble: null };
      const looks = [getComputedStyle(active), getComputedStyle(active, '::after'), getComputedStyle(active.parentElement)];
      const marked = looks.some(({ outlineStyle, outlineWidth, boxShadow }) => {
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
      });
      const box = active.getBoundingClientRect();
      const x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 14);
      const top = active.getRootNode().elementFromPoint(x, y);
      const covered = top === null || !(active.contains(top) || top.contains(active));
      return { at, name: (${NAME})(active), trouble: covered ? 'is covered' : marked ? null : 'shows no focus' };
    }`,
  )) as Step;
}

/** Notes from now on what the surface's polite region says, one entry each time. */
export async function listen(tab: Tab): Promise<void> {
  await tab.evaluate(
    `() => {
      const regions = ${SURFACE}.getRootNode().querySelectorAll('.unseen[aria-live]');
      if (regions.length !== 2) throw new Error('There are ' + regions.length + ' live regions');
      window.heard = [];
      new MutationObserver((records) => {
        for (const { addedNodes } of records) for (const node of addedNodes) window.heard.push(node.textContent);
      }).observe(regions[0], { childList: true });
    }`,
  );
}

export async function heard(tab: Tab): Promise<readonly string[]> {
  return (await tab.evaluate('() => window.heard')) as readonly string[];
}

/** The answer's blocks as they are read out: without the numbers of its sources. */
export async function spokenBlocks(tab: Tab): Promise<readonly string[]> {
  return (await tab.evaluate(
    `() => [...${SURFACE}.querySelectorAll('.markup :is(p, li, h3, h4, h5, h6)')].map((block) => {
      const copy = block.cloneNode(true);
      for (const cite of copy.querySelectorAll('.cite, ul, ol')) cite.remove();
      return copy.textContent.replace(/\\s+/g, ' ').trim();
    })`,
  )) as readonly string[];
}
