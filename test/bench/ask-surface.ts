import { isJson, objectIn, valueIn } from './protocol.ts';
import type { Protocol } from './protocol.ts';

export type Session = Awaited<ReturnType<Protocol['attach']>>;

/** A surface of ours: its tab, and the root that its elements are below. */
export interface Surface {
  readonly session: Session;
  readonly root: string;
}

/** Asks a question as a person does. Milliseconds from the press to the first text of its answer. */
export async function ask(
  { session, root }: Surface,
  question: string,
  beforePress: () => Promise<void> = async () => {},
): Promise<number> {
  const call = async (source: string, awaitPromise: boolean): Promise<JsonAnswer> =>
    session('Runtime.callFunctionOn', {
      objectId: root,
      functionDeclaration: source,
      arguments: [{ value: question }],
      awaitPromise,
      returnByValue: awaitPromise,
    });
  await session('Page.bringToFront');
  const place = valueIn(await call(FILL, true));
  await session('Input.insertText', { text: question });
  const shown = objectIn(await call(WATCH, false));
  await beforePress();
  await press(session, place);
  const ms = valueIn(await session('Runtime.awaitPromise', { promiseObjectId: shown, returnByValue: true }));
  valueIn(await call(SETTLED, true));
  return numberOf(ms);
}

type JsonAnswer = Record<string, unknown>;

/** The companion's closed root, as an object of the page. */
export async function companionRoot(session: Session): Promise<string> {
  const { root } = await session('DOM.getDocument', { depth: -1, pierce: true });
  const id = closedRootIn(root);
  if (id === undefined) throw new Error('The page has no closed root.');
  return objectIn(await session('DOM.resolveNode', { backendNodeId: id }));
}

function closedRootIn(node: unknown): number | undefined {
  if (!isJson(node)) return undefined;
  if (node['shadowRootType'] === 'closed' && typeof node['backendNodeId'] === 'number') return node['backendNodeId'];
  const below = [node['shadowRoots'], node['children']].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  for (const child of below) {
    const found = closedRootIn(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function press(session: Session, place: unknown): Promise<void> {
  if (!isJson(place)) throw new Error('The button has no place.');
  const mouse = { x: place['x'], y: place['y'], button: 'left', clickCount: 1 };
  await session('Input.dispatchMouseEvent', { ...mouse, type: 'mousePressed' });
  await session('Input.dispatchMouseEvent', { ...mouse, type: 'mouseReleased' });
}

export function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new Error(`No number: ${JSON.stringify(value)}`);
  return value;
}

/** Puts the caret into the question box and tells where "Ask" is. */
const FILL = `async function () {
  const box = this.querySelector('textarea[aria-label=Question], form textarea');
  box.focus();
  const ask = [...this.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Ask');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const place = ask.getBoundingClientRect();
  return { x: place.x + place.width / 2, y: place.y + place.height / 2 };
}`;

/** A promise of the milliseconds from the press to the first text under the question's own heading. */
const WATCH = `function (question) {
  return new Promise((resolve, reject) => {
    let pressed;
    setTimeout(() => reject(new Error('No answer. The panel shows: ' + this.textContent)), 20_000);
    this.addEventListener('click', (event) => { pressed = event.timeStamp; }, { capture: true, once: true });
    const look = () => {
      const result = this.querySelector('section[aria-label=Result]');
      if (pressed === undefined || result?.querySelector('h2')?.textContent !== question) return;
      const failure = result.querySelector('[role=alert]');
      const text = result.querySelector('.markup');
      if (!failure && !text?.textContent.trim()) return;
      watcher.disconnect();
      resolve(failure ? failure.textContent : performance.now() - pressed);
    };
    const watcher = new MutationObserver(look);
    watcher.observe(this, { subtree: true, childList: true, characterData: true });
  });
}`;

/** Resolves when the answer has come to its end. */
const SETTLED = `function () {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('No end. The panel shows: ' + this.textContent)), 20_000);
    const look = () => {
      const stop = [...this.querySelectorAll('button')].some((one) => one.textContent.trim() === 'Stop');
      if (stop) return;
      watcher.disconnect();
      resolve(true);
    };
    const watcher = new MutationObserver(look);
    watcher.observe(this, { subtree: true, childList: true });
    look();
  });
}`;
