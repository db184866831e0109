import { extension } from '../adapters/browser/extension.ts';
import type { OptionsPlace } from '../base/options-place.ts';

/** Shows the options: the tab that has them, or, where a place in them is meant, a new one that begins there. */
export async function showOptions(place: OptionsPlace | undefined): Promise<void> {
  if (place === undefined) return extension.runtime.openOptionsPage();
  await extension.tabs.create({ url: extension.runtime.getURL(`/options.html#${place}`) });
}
