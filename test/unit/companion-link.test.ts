import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asJobId } from '../../lib/base/ids.ts';
import type { ToBackground, ToCompanion } from '../../lib/messages/companion-port.ts';
import { openCompanionLink } from '../../lib/wiring/companion-link.ts';
import type { ConnectPort } from '../../lib/wiring/companion-link.ts';

/** A background that can be killed: each port hears what was said in one life of it. */
class FakeBackground {
  readonly lives: ToBackground[][] = [];
  gone = false;
  #hear: ((message: ToCompanion) => void)[] = [];
  #end: (() => void)[] = [];

  connect: ConnectPort = () => {
    if (this.gone) throw new Error('Extension context invalidated.');
    const said: ToBackground[] = [];
    this.lives.push(said);
    this.#hear = [];
    this.#end = [];
    let open = true;
    this.#end.push(() => {
      open = false;
    });
    return {
      postMessage: (message) => {
        if (!open) throw new Error('Attempting to use a disconnected port object');
        said.push(message);
      },
      disconnect: () => {
        open = false;
      },
      onMessage: { addListener: (hear) => void this.#hear.push(hear) },
      onDisconnect: { addListener: (end) => void this.#end.push(end) },
    };
  };

  say(message: ToCompanion): void {
    for (const hear of this.#hear) hear(message);
  }

  die(): void {
    for (const end of this.#end) end();
  }

  /** What the newest life has heard. */
  get heard(): readonly string[] {
    return (this.lives.at(-1) ?? []).map((message) =>
      message.type === 'ask'
        ? `ask ${(message.message as { name: string }).name}`
        : message.type === 'watch'
          ? `watch ${message.watch.what}`
          : message.type,
    );
  }
}

const START = { name: 'job.start', ask: {} } as const;
const HERE = { name: 'here.read', ask: {} } as const;
const RESTARTED = { ok: false, failure: { code: 'worker-restarted' } };

describe('the companion’s link to the background', () => {
  let background: FakeBackground;
  beforeEach(() => {
    vi.useFakeTimers();
    background = new FakeBackground();
  });
  afterEach(() => vi.useRealTimers());

  it('carries an answer to whoever asked', async () => {
    const link = openCompanionLink(background.connect);
    const reply = link.carry(HERE);
    const [asked] = background.lives[0] ?? [];
    background.say({ type: 'reply', id: asked?.id ?? -1, reply: { ok: true, value: 'here' } });
    await expect(reply).resolves.toEqual({ ok: true, value: 'here' });
  });

  it('takes up every watch after a death, and shows what the new life tells', async () => {
    const link = openCompanionLink(background.connect);
    const shown: unknown[] = [];
    link.watch({ what: 'job', job: asJobId('one') }, (value) => shown.push(value));
    link.watch({ what: 'health' }, () => {})();
    background.die();
    await vi.advanceTimersByTimeAsync(50);
    expect(background.heard).toEqual(['watch job']);
    background.say({ type: 'value', id: background.lives[1]?.[0]?.id ?? -1, value: 'again' });
    expect(shown).toEqual(['again']);
  });

  it('asks again what only reads, and says of the rest that the worker was restarted', async () => {
    const link = openCompanionLink(background.connect);
    const started = link.carry(START);
    void link.carry(HERE);
    background.die();
    await vi.advanceTimersByTimeAsync(50);
    await expect(started).resolves.toEqual(RESTARTED);
    expect(background.heard).toEqual(['ask here.read']);
  });

  it('asks once what is asked between a death and the next look', async () => {
    const link = openCompanionLink(background.connect);
    link.watch({ what: 'settings' }, () => {});
    background.die();
    const replies: unknown[] = [];
    void link.carry(START).then((reply) => replies.push(reply));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(background.lives).toHaveLength(2);
    expect(background.heard).toEqual(['watch settings', 'ask job.start']);
    expect(replies).toEqual([]);
  });

  it('does not hammer a worker that dies at once', async () => {
    const link = openCompanionLink(background.connect);
    link.watch({ what: 'settings' }, () => {});
    for (const wait of [50, 200, 1_000, 5_000, 5_000]) {
      const lives = background.lives.length;
      background.die();
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(background.lives).toHaveLength(lives);
      await vi.advanceTimersByTimeAsync(1);
      expect(background.lives).toHaveLength(lives + 1);
    }
  });

  it('answers every question once the extension is gone from under the page', async () => {
    const link = openCompanionLink(background.connect);
    const waiting = link.carry(HERE);
    background.gone = true;
    background.die();
    await vi.advanceTimersByTimeAsync(50);
    await expect(waiting).resolves.toEqual(RESTARTED);
    await expect(link.carry(START)).resolves.toEqual(RESTARTED);
    expect(() => link.watch({ what: 'health' }, () => {})()).not.toThrow();
  });

  it('tells the background that nobody waits for an answer any more', () => {
    const link = openCompanionLink(background.connect);
    const typing = new AbortController();
    void link.carry({ name: 'search.run', ask: { query: 'bud' } }, typing.signal);
    typing.abort();
    expect(background.heard).toEqual(['ask search.run', 'abort']);
  });

  it('leaves nobody waiting and opens nothing more when it is closed', async () => {
    const link = openCompanionLink(background.connect);
    const waiting = link.carry(HERE);
    link.close();
    await expect(waiting).resolves.toEqual(RESTARTED);
    await expect(link.carry(HERE)).resolves.toEqual(RESTARTED);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(background.lives).toHaveLength(1);
  });
});
