import { Popup } from '../../components/popup/popup.tsx';
import { show } from '../fixtures/show-surface.ts';

/** Results as they stand, by title. */
export const titles = (place: HTMLElement): (string | undefined)[] =>
  [...place.querySelectorAll('[aria-label=Results] .hit-title a')].map((link) => link.textContent?.trim());

/** The popup with its search open and something typed, the results whole. */
export async function searched(query: string, state: Parameters<typeof show>[1] = 'done') {
  const shown = await show('popup', state, (desk) => <Popup desk={desk} watchSyncs={desk.watchSyncs} />);
  await shown.press('Search');
  await shown.type('Search Notion', query);
  await shown.settle(1_000);
  return shown;
}
