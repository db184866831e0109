import type { Life } from '../../fixtures/life.ts';

/**
 * The same port for one life of the worker: each call passes before and after what it does, so that a worker may die
 * before its write, or after it and before it hears of it.
 */
export function mortal<Port extends object>(port: Port, life: Life): Port {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...asked: readonly unknown[]): Promise<unknown> => {
        await life.pass();
        const result: unknown = await Reflect.apply(value, target, asked);
        await life.pass();
        return result;
      };
    },
  });
}

/** A body whose pieces reach the worker while it lives. */
export function mortalBody(body: ReadableStream<Uint8Array>, life: Life, end: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        await life.pass();
        if (!done) return controller.enqueue(value);
        end();
        controller.close();
      } catch (error) {
        end();
        await life.pass();
        controller.error(error);
      }
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  });
}
