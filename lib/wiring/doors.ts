import { ACTION_DOORS } from '../actions/registry.ts';
import type { DoorId } from '../actions/registry.ts';
import { orderCompanion } from '../adapters/browser/companion-tab.ts';
import { extension } from '../adapters/browser/extension.ts';
import { targetOf } from '../adapters/browser/tabs.ts';
import type { TabFacts } from '../adapters/browser/tabs.ts';
import type { Handlers } from '../messages/router.ts';
import type { Household } from './household.ts';
import { letRun } from './let-run.ts';
import { NOTION_MATCHES } from './notion-matches.ts';
import { openOmnibox } from './omnibox.ts';

/** The browser's own doors to the actions: keys, the context menu and the address bar. All are made from one list. */
export function openDoors(house: Household, handlers: Handlers): void {
  const { log } = house;
  extension.commands.onCommand.addListener((command: string, tab?: TabFacts) =>
    letRun(runCommand(house, command, tab), log, 'command'),
  );
  extension.contextMenus.onClicked.addListener(({ menuItemId, selectionText }, tab) => {
    const door = ACTION_DOORS.find(({ id }) => menuItemId === id || menuItemId === `${id}:selection`);
    if (door !== undefined) letRun(openDoor(house, door.id, tab, selectionText), log, 'context menu');
  });
  extension.runtime.onInstalled.addListener(() => letRun(layMenu(), log, 'menu'));
  openOmnibox(handlers, log);
}

/** Menus outlive the background, so they are laid once an install or update. */
async function layMenu(): Promise<void> {
  await extension.contextMenus.removeAll();
  for (const { id, description, contexts } of ACTION_DOORS) {
    for (const context of contexts) {
      extension.contextMenus.create({
        id: context === 'page' ? id : `${id}:selection`,
        title: context === 'page' ? description : `${description}: “%s”`,
        contexts: [context],
        documentUrlPatterns: [...NOTION_MATCHES],
      });
    }
  }
}

async function runCommand(house: Household, command: string, tab: TabFacts | undefined): Promise<void> {
  const front = tab ?? (await extension.tabs.query({ active: true, lastFocusedWindow: true }))[0];
  if (front?.id === undefined) return;
  if (command === 'toggle-companion') {
    await orderCompanion(front.id, { type: 'companion-toggle' });
    return;
  }
  const door = ACTION_DOORS.find(({ id }) => id === command);
  if (door !== undefined) await openDoor(house, door.id, front, undefined);
}

/** Opens the panel in the tab, and starts what needs nothing typed; selected text becomes the question. */
async function openDoor(
  house: Household,
  id: DoorId,
  tab: TabFacts | undefined,
  selection: string | undefined,
): Promise<void> {
  const target = tab === undefined ? undefined : targetOf(tab);
  if (tab?.id === undefined || target === undefined) return;
  const question = selection?.trim() ?? '';
  if (id === 'search') {
    await orderCompanion(tab.id, { type: 'companion-open', focus: 'search', text: question });
    return;
  }
  if (id === 'ask' && question === '') {
    await orderCompanion(tab.id, { type: 'companion-open', focus: 'question' });
    return;
  }
  const { length } = await house.meta.settings();
  await house.runner.start({ action: id, target, length, ...(question === '' ? {} : { question }) });
  await orderCompanion(tab.id, { type: 'companion-open' });
}
