import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ColorScheme, Tab, Viewport } from '../browsers/browser.ts';

/** The sizes in which people see the surfaces, in CSS pixels. */
export const SIZES = {
  page: { width: 1280, height: 800 },
  popup: { width: 360, height: 600 },
  panel: { width: 400, height: 800 },
  narrowPanel: { width: 320, height: 640 },
  reader: { width: 800, height: 800 },
} as const satisfies Record<string, Viewport>;

/** The options page is shown whole; no screen is higher than this. */
const HIGHEST = 3000;

export interface Camera {
  /** Names without theme and ending, in the order in which they were taken. */
  readonly taken: readonly string[];
  /** Takes a picture in light and in dark. `size` is also the size that the tab keeps. */
  shoot(tab: Tab, name: string, size?: Viewport): Promise<void>;
  /** `failed-N.png`, of the tab in which a scene failed. */
  keepEvidence(tab: Tab): Promise<void>;
}

/** Saves `NAME-light.png` and `NAME-dark.png` into an emptied folder. */
export function createCamera(folder: string): Camera {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const taken: string[] = [];
  let failures = 0;
  return {
    taken,
    async shoot(tab, name, size) {
      await tab.activate();
      if (size) await tab.setViewport(size);
      for (const scheme of ['dark', 'light'] as const satisfies readonly ColorScheme[]) {
        await tab.setColorScheme(scheme);
        await settle(tab, scheme);
        await tab.screenshot(join(folder, `${name}-${scheme}.png`));
      }
      taken.push(name);
    },
    async keepEvidence(tab) {
      failures += 1;
      await tab.screenshot(join(folder, `failed-${failures}.png`));
    },
  };
}

/**
 * Whether the element wears the theme. Transitions around it are brought to their end: a headless Firefox stands still
 * between two pictures, so waiting for them would be for ever.
 */
const WEARS = `function (scheme) {
  const { color } = this.ownerDocument.defaultView.getComputedStyle(this);
  const [red = 0] = (color.match(/[0-9.]+/g) ?? []).map(Number);
  for (const one of this.getRootNode().getAnimations()) {
    if (one.effect.getComputedTiming().endTime !== Infinity) one.finish();
  }
  return (red > 127) === (scheme === 'dark');
}`;

async function settle(tab: Tab, scheme: ColorScheme): Promise<void> {
  await tab.waitFor(`the ${scheme} theme`, async () => {
    const surface = (await tab.findAll('complementary', 'Understudy'))[0] ?? (await tab.findAll('main')).at(-1);
    return surface === undefined || (await surface.call(WEARS, scheme)) === true;
  });
}

/** The size at which the whole of an extension page fits without scrolling. */
export async function wholePage(tab: Tab, width: number): Promise<Viewport> {
  await tab.setViewport({ width, height: 800 });
  const main = await tab.find('main');
  const height = await main.call('function () { return this.ownerDocument.documentElement.scrollHeight; }');
  return { width, height: Math.min(HIGHEST, Math.max(800, Number(height))) };
}
