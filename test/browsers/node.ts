import type { AccessibleNode, FindOptions, Json, Name, Node } from './browser.ts';
import { matching, nameMatches, plainText, printTree, subtree } from './accessible.ts';
import {
  CHOOSE,
  FOCUS,
  IN_CLOSED_ROOT,
  IS_CONNECTED,
  PLACE_CARET,
  PRESS_POINT,
  READ_ATTRIBUTE,
  READ_BOX,
  READ_TEXT,
} from './in-page.ts';
import { NodeGone, type TabPort } from './tab-port.ts';
import { until } from './wait.ts';

/** What to look for, and where. */
export interface Query {
  readonly role: string;
  readonly name: Name | undefined;
  readonly within: FindOptions['within'];
  /** The element to look below; the whole page when missing. */
  readonly below: FoundNode | undefined;
  /** Which of the matches, from 0. */
  readonly index: number;
}

function describe(query: Query): string {
  const name =
    query.name === undefined ? 'any name' : typeof query.name === 'string' ? `"${query.name}"` : String(query.name);
  const place = query.within === undefined ? '' : ` within the ${query.within}`;
  const below = query.below ? ` below ${query.below.role} "${query.below.name}"` : '';
  return `${query.role} ${name}${place}${below}`;
}

async function lookUp(port: TabPort, query: Query): Promise<AccessibleNode[]> {
  const root = await port.tree();
  const top = query.below ? await query.below.within(root) : root;
  if (!top) return [];
  const matches = matching(top, query.role, query.name).filter((node) => node !== top || !query.below);
  if (query.within === undefined) return matches;
  const wanted: AccessibleNode[] = [];
  for (const node of matches) {
    try {
      const closed = (await port.call(node.handle, IN_CLOSED_ROOT, [])) === true;
      if (closed === (query.within === 'companion')) wanted.push(node);
    } catch (error) {
      if (!(error instanceof NodeGone)) throw error;
    }
  }
  return wanted;
}

/** Waits until the query has an answer. */
export async function findOne(port: TabPort, query: Query, timeoutMs: number | undefined): Promise<FoundNode> {
  return await until(
    async () => {
      const found = (await lookUp(port, query))[query.index];
      return found ? new FoundNode(port, query, found) : undefined;
    },
    timeoutMs,
    async () => `${describe(query)}. The page ${await describePage(port)}`,
  );
}

/** All that the query finds now. */
export async function findEach(port: TabPort, query: Query): Promise<Node[]> {
  const found = await lookUp(port, query);
  return found.map((node, index) => new FoundNode(port, { ...query, index }, node));
}

/** Waits until the query finds nothing. */
export async function waitUntilGone(port: TabPort, query: Query, timeoutMs: number | undefined): Promise<void> {
  await until(
    async () => (await lookUp(port, query)).length === 0,
    timeoutMs,
    async () => `${describe(query)} to go. The page ${await describePage(port)}`,
  );
}

/** What the page shows, for the message of a wait that failed. */
export async function describePage(port: TabPort): Promise<string> {
  try {
    return `${await port.url()} shows:\n${printTree(await port.tree())}`;
  } catch (error) {
    return `cannot be read: ${String(error)}`;
  }
}

interface PressPoint {
  readonly x: number;
  readonly y: number;
}

function isPressPoint(value: unknown): value is PressPoint {
  return (
    typeof value === 'object' &&
    value !== null &&
    'x' in value &&
    typeof value.x === 'number' &&
    'y' in value &&
    typeof value.y === 'number'
  );
}

function isBox(value: unknown): value is { x: number; y: number; width: number; height: number } {
  return (
    isPressPoint(value) &&
    'width' in value &&
    typeof value.width === 'number' &&
    'height' in value &&
    typeof value.height === 'number'
  );
}

class FoundNode implements Node {
  readonly role: string;
  readonly name: string;
  readonly #port: TabPort;
  readonly #query: Query;
  #handle: string;

  constructor(port: TabPort, query: Query, node: AccessibleNode) {
    this.#port = port;
    this.#query = query;
    this.#handle = node.handle;
    this.role = node.role;
    this.name = plainText(node.name);
  }

  /** Its own subtree in a freshly read tree; looked up anew when the page has replaced the node. */
  async within(root: AccessibleNode): Promise<AccessibleNode | undefined> {
    const own = subtree(root, this.#handle);
    if (own) return own;
    const again = (await lookUp(this.#port, this.#query))[this.#query.index];
    if (again) this.#handle = again.handle;
    return again;
  }

  async #run(source: string, args: readonly Json[] = []): Promise<unknown> {
    try {
      const connected = await this.#port.call(this.#handle, IS_CONNECTED, []);
      if (connected === true) return await this.#port.call(this.#handle, source, args);
    } catch (error) {
      if (!(error instanceof NodeGone)) throw error;
    }
    const again = await findOne(this.#port, this.#query, undefined);
    this.#handle = again.#handle;
    return await this.#port.call(this.#handle, source, args);
  }

  async #pressPoint(): Promise<PressPoint> {
    await this.#port.activate();
    let trouble: unknown;
    return await until(
      async () => {
        try {
          const answer = await this.#run(PRESS_POINT);
          if (isPressPoint(answer)) return answer;
          trouble = typeof answer === 'object' && answer !== null && 'trouble' in answer ? answer.trouble : answer;
        } catch (error) {
          if (!(error instanceof NodeGone)) throw error;
          trouble = 'gone';
        }
        return undefined;
      },
      undefined,
      async () =>
        `${describe(this.#query)} to take the mouse, but it is or ${String(trouble)}. The page ${await describePage(this.#port)}`,
    );
  }

  async click(): Promise<void> {
    const { x, y } = await this.#pressPoint();
    await this.#port.click(x, y);
  }

  async hover(): Promise<void> {
    const { x, y } = await this.#pressPoint();
    await this.#port.move(x, y);
  }

  async type(text: string): Promise<void> {
    await this.click();
    await this.#run(PLACE_CARET, [false]);
    await this.#port.type(text);
  }

  async fill(text: string): Promise<void> {
    await this.click();
    await this.#run(PLACE_CARET, [true]);
    if (text === '') await this.#port.press('Delete');
    else await this.#port.type(text);
  }

  async focus(): Promise<void> {
    await this.#port.activate();
    await this.#run(FOCUS);
  }

  async select(label: string): Promise<void> {
    await this.focus();
    if ((await this.#run(CHOOSE, [label])) !== true) {
      throw new Error(`${describe(this.#query)} has no option "${label}"`);
    }
  }

  async text(): Promise<string> {
    return String(await this.#run(READ_TEXT));
  }

  async attribute(name: string): Promise<string | null> {
    const value = await this.#run(READ_ATTRIBUTE, [name]);
    return typeof value === 'string' ? value : null;
  }

  async states(): Promise<readonly string[]> {
    const node = await this.within(await this.#port.tree());
    if (!node) throw new NodeGone(`${describe(this.#query)} is gone`);
    return node.states;
  }

  async exists(): Promise<boolean> {
    return (await this.within(await this.#port.tree())) !== undefined;
  }

  async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.#run(READ_BOX);
    if (!isBox(box)) throw new Error(`${describe(this.#query)} has no box`);
    return box;
  }

  async call(source: string, ...args: Json[]): Promise<unknown> {
    return await this.#run(source, args);
  }

  async find(role: string, name?: Name, options: FindOptions = {}): Promise<Node> {
    return await findOne(this.#port, this.#below(role, name, options), options.timeoutMs);
  }

  async findAll(role: string, name?: Name): Promise<Node[]> {
    return await findEach(this.#port, this.#below(role, name, {}));
  }

  async waitGone(role: string, name?: Name, options: FindOptions = {}): Promise<void> {
    await waitUntilGone(this.#port, this.#below(role, name, options), options.timeoutMs);
  }

  #below(role: string, name: Name | undefined, options: FindOptions): Query {
    return { role, name, within: options.within, below: this, index: 0 };
  }

  async waitText(expected: Name, options: { timeoutMs?: number } = {}): Promise<string> {
    let text = '';
    return await until(
      async () => {
        try {
          text = await this.text();
        } catch (error) {
          if (!(error instanceof NodeGone)) throw error;
        }
        return nameMatches(text, expected) ? text : undefined;
      },
      options.timeoutMs,
      async () =>
        `${describe(this.#query)} to read ${String(expected)}, but it reads ${JSON.stringify(text)}. The page ${await describePage(this.#port)}`,
    );
  }
}
