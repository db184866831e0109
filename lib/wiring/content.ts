import { browser } from 'wxt/browser';
import { mountLauncher } from '../../components/companion/launcher.ts';
import type { Launcher } from '../../components/companion/launcher.ts';
import { namesSurfaceOff } from '../settings/managed-rules.ts';
import { offerCopyWhenStuck } from './reader-offer.ts';
import { setStage, stage } from './stage.ts';
import type { Stage } from './stage.ts';

/** Notion's own scripts put the app in; on other pages of its hosts (login, blog) there is nothing to stand by. */
const APP = '#notion-app, .notion-app-inner';
const APP_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 500;
/** A press that arrives as a page key and as a browser command is one press. */
const SAME_PRESS_MS = 400;

/**
 * The eager part: a launcher, one key listener, and nothing else until it is used. Where Notion's app does not come, or
 * comes and shows no page, it offers the copy on this device.
 */
export async function startContent(signal: AbortSignal): Promise<void> {
  if (await isOff()) return;
  let launcher: Launcher | undefined;
  const launcherHere = (): Launcher => (launcher ??= stand(signal));
  const offered = offerCopyWhenStuck(launcherHere, signal);
  if (await appeared(signal)) launcherHere();
  await offered;
}

/** Whether the organization wants no companion. A browser that cannot tell, or has nothing set, has one. */
async function isOff(): Promise<boolean> {
  try {
    return namesSurfaceOff(await browser.storage.managed.get('surfacesOff'), 'companion');
  } catch {
    return false;
  }
}

function stand(signal: AbortSignal): Launcher {
  stage()?.launcher.destroy();
  const launcher = mountLauncher({ document, onToggle: toggle });
  const here: Stage = { launcher, signal };
  setStage(here);
  signal.addEventListener('abort', () => {
    launcher.destroy();
    if (stage() === here) setStage(undefined);
  });
  document.addEventListener('keydown', onKey, { capture: true, signal });
  return launcher;
}

function onKey(event: KeyboardEvent): void {
  const pressed = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyU';
  if (!pressed || !event.isTrusted) return;
  event.preventDefault();
  event.stopPropagation();
  toggle();
}

let lastToggle = 0;

/** Opens or closes the panel; the first time it is asked for from the background. */
export function toggle(): void {
  const now = Date.now();
  if (now - lastToggle < SAME_PRESS_MS) return;
  lastToggle = now;
  const panel = stage()?.panel;
  if (panel === undefined) void openFirst();
  else panel.toggle();
}

/** A worker that is killed just then is asked once more. A launcher whose extension was reloaded or removed goes. */
async function openFirst(): Promise<void> {
  const inject = (): Promise<unknown> => browser.runtime.sendMessage({ name: 'panel.inject' });
  try {
    await inject().catch(inject);
    stage()?.panel?.toggle();
  } catch {
    // The types do not know that the id goes with the extension.
    const id: string | undefined = browser.runtime.id;
    if (id === undefined) stage()?.launcher.destroy();
  }
}

async function appeared(signal: AbortSignal): Promise<boolean> {
  for (let waited = 0; waited < APP_WITHIN_MS && !signal.aborted; waited += LOOK_EVERY_MS) {
    if (document.querySelector(APP) !== null) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return false;
}
