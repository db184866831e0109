import { connect, type Socket } from 'node:net';

/** An error that Firefox answered: `kind` is WebDriver's word for it, such as `no such window`. */
export class MarionetteError extends Error {
  override readonly name = 'MarionetteError';
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(`${kind}: ${message}`);
    this.kind = kind;
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A connection to Firefox by its own remote protocol: JSON packets, each with its length in front.
 * One session has one current window, so commands that belong together run in one `turn`.
 */
export class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #received = Buffer.alloc(0);
  #lastId = 0;
  #turns: Promise<unknown> = Promise.resolve();
  #closed: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#read(bytes));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end());
  }

  /** Connects to the port that Firefox wrote into its profile. */
  static async connect(port: number): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    socket.setNoDelay(true);
    return new Marionette(socket);
  }

  /** Sends one command and waits for its answer. */
  async send(name: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (this.#closed) throw this.#closed;
    this.#lastId += 1;
    const id = this.#lastId;
    const packet = Buffer.from(JSON.stringify([0, id, name, parameters]));
    return await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${packet.length}:`);
      this.#socket.write(packet);
    });
  }

  /** Runs commands without another turn in between. Turns do not nest. */
  async turn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#turns.then(work);
    this.#turns = mine.catch(() => undefined);
    return await mine;
  }

  close(): void {
    this.#socket.destroy();
    this.#end();
  }

  #read(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const colon = this.#received.indexOf(0x3a);
      if (colon === -1) return;
      const length = Number(this.#received.toString('ascii', 0, colon));
      const end = colon + 1 + length;
      if (this.#received.length < end) return;
      const packet: unknown = JSON.parse(this.#received.toString('utf8', colon + 1, end));
      this.#received = this.#received.subarray(end);
      if (Array.isArray(packet)) this.#settle(packet); // the greeting is an object and says nothing new
    }
  }

  #settle(packet: readonly unknown[]): void {
    const [, id, error, result] = packet;
    if (typeof id !== 'number') return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === null) waiting?.resolve(unwrapped(result));
    else waiting?.reject(toError(error));
  }

  #end(cause?: Error): void {
    this.#closed ??= new Error('The connection to Firefox is closed.', { cause });
    for (const waiting of this.#waiting.values()) waiting.reject(this.#closed);
    this.#waiting.clear();
  }
}

/** Most answers come as `{value}`. */
function unwrapped(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'value' in result ? result.value : result;
}

function toError(error: unknown): MarionetteError {
  const field = (name: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return new MarionetteError(field('error'), field('message'));
}
