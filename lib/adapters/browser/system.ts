import type { Chance, Clock, Log, LogFacts } from '../../base/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

export const systemChance: Chance = { id: () => crypto.randomUUID(), unit: () => Math.random() };

const write =
  (level: 'info' | 'warn') =>
  (what: string, facts: LogFacts = {}): void => {
    // oxlint-disable-next-line eslint/no-console -- the one place that prints
    console[level](`Understudy: ${what}`, facts);
  };

export const consoleLog: Log = { info: write('info'), warn: write('warn') };
