import { ACTION_DOORS } from '../actions/registry.ts';
import type { DoorId } from '../actions/registry.ts';
import { orderCompanion } from '../adapters/browser/companion-tab.ts';
import { extension } from '../adapters/browser/extension.ts';
import { targetOf } from '../adapters/browser/tabs.ts';
import type { TabFacts } from '../adapters/browser/tabs.ts';
import type { Handlers } from '../messages/router.ts';
import type { Log } from '../base/ports.ts';
import { isSurfaceOff } from '../settings/managed-rules.ts';
import type { House } from './house.ts';
import { letRun } from './let-run.ts';
import { NOTION_MATCHES } from './notion-matches.ts';
import { openOmnibox } from './omnibox.ts';

/** The browser's own doors to the actions: keys, the context menu and the address bar. All are made from one list. */
export function openDoors(house: TheHouse, handlers: Handlers, log: Log): void {
  extension.commands.onCommand.addListener((command: string, tab?: TabFacts) =>
    letRun(runCommand(house, command, tab), log, 'command'),
  );
  extension.contextMenus.onClicked.addListener(({ menuItemId, selectionText }, tab) => {
    const [id, how] = String(menuItemId).split(':');
    const door = ACTION_DOORS.find((one) => one.id === id);
    const way = door?.ways?.find((one) => one.how === how);
    if (door === undefined) return;
    letRun(
      way === undefined ? openDoor(house, door.id, tab, selectionText) : writeWith(house, way.how, tab, selectionText),
      log,
      'context menu',
    );
  });
  extension.runtime.onInstalled.addListener(() => letRun(layMenu(), log, 'menu'));
  openOmnibox(handlers, log);
}

/** Loaded when an action begins, not before. */
type TheHouse = () => Promise<Pick<House, 'settings' | 'startJob'>>;

type Way = NonNullable<(typeof ACTION_DOORS)[number]['ways']>[number]['how'];

/** Menus outlive the background, so they are laid once an install or update. */
async function layMenu(): Promise<void> {
  await extension.contextMenus.removeAll();
  for (const { id, description, contexts, ways } of ACTION_DOORS) {
    for (const context of contexts) {
      const entries =
        ways?.map((way) => ({ id: `${id}:${way.how}`, title: way.description })) ??
        (context === 'page'
          ? [{ id, title: description }]
          : [{ id: `${id}:selection`, title: `${description}: “%s”` }]);
      for (const entry of entries) {
        extension.contextMenus.create({
          ...entry,
          contexts: [context],
          documentUrlPatterns: [...NOTION_MATCHES],
        });
      }
    }
  }
}

async function runCommand(house: TheHouse, command: string, tab: TabFacts | undefined): Promise<void> {
  const front = tab ?? (await extension.tabs.query({ active: true, lastFocusedWindow: true }))[0];
  if (front?.id === undefined) return;
  if (command === 'toggle-companion') {
    await orderCompanion(front.id, { type: 'companion-toggle' });
    return;
  }
  const door = ACTION_DOORS.find(({ id }) => id === command);
  if (door !== undefined) await openDoor(house, door.id, front, undefined);
}

/** Starts writing with the selected words, and shows what comes of it in the panel. */
async function writeWith(house: TheHouse, how: Way, tab: TabFacts | undefined, selection = ''): Promise<void> {
  const target = tab === undefined ? undefined : targetOf(tab);
  if (tab?.id === undefined || target === undefined || selection.trim() === '') return;
  const { settings, startJob } = await house();
  const { length, language, managed } = await settings();
  if (isSurfaceOff(managed, 'companion')) return;
  const into = language === 'page' ? extension.i18n.getUILanguage() : language;
  await startJob({
    action: 'write',
    target,
    length,
    particulars: { of: 'write', how, selection: selection.trim(), ...(how === 'translate' ? { into } : {}) },
  });
  await orderCompanion(tab.id, { type: 'companion-open' });
}

/** Opens the panel in the tab, and starts what needs nothing typed; selected text becomes the question. */
async function openDoor(
  house: TheHouse,
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
  // A document needs a template, which is chosen where there is room for a choice.
  if (id === 'document') {
    await orderCompanion(tab.id, { type: 'companion-open' });
    return;
  }
  if (id === 'ask' && question === '') {
    await orderCompanion(tab.id, { type: 'companion-open', focus: 'question' });
    return;
  }
  const { settings, startJob } = await house();
  const { length, managed } = await settings();
  if (isSurfaceOff(managed, 'companion')) return;
  await startJob({ action: id, target, length, ...(question === '' ? {} : { question }) });
  await orderCompanion(tab.id, { type: 'companion-open' });
}
