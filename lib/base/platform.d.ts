/** The few names of the platform that pure rooms may use: values that hold no state and reach nowhere. */

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}

interface ByteReader<Chunk> {
  read(): Promise<{ done: false; value: Chunk } | { done: true; value?: Chunk | undefined }>;
  cancel(reason?: unknown): Promise<void>;
}

/** Bytes on their way. Who reads from a stream that was handed in reaches nowhere by it. */
declare class ReadableStream<Chunk> {
  constructor(
    source: {
      start?: (controller: StreamController<Chunk>) => void;
      pull?: (controller: StreamController<Chunk>) => Promise<void>;
      cancel?: (reason?: unknown) => Promise<void>;
    },
    strategy?: { highWaterMark: number },
  );
  getReader(): ByteReader<Chunk>;
}

interface StreamController<Chunk> {
  enqueue(chunk: Chunk): void;
  close(): void;
}

declare class URLSearchParams {
  constructor(text: string);
  get(name: string): string | null;
}

declare class URL {
  constructor(text: string, base?: string);
  static parse(text: string, base?: string): URL | null;
  readonly href: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly searchParams: URLSearchParams;
}

interface ErrorOptions {
  cause?: unknown;
}
