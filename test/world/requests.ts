/** One request to the world, whichever host it went to. */
export interface LoggedRequest {
  /** The world's time, milliseconds since 1970. */
  readonly time: number;
  readonly host: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** 0 when no headers were sent; 502 from the proxy for a host that is not of the world. */
  readonly status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** The client left before the end. */
  readonly aborted: boolean;
  /** Actions of the fault rules that were applied. */
  readonly faults: readonly string[];
}

export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
  }

  /** In the order in which they ended; narrowed to a host, and to paths that match. */
  all(
    filter: { readonly host?: string; readonly path?: RegExp; readonly method?: string } = {},
  ): readonly LoggedRequest[] {
    return this.#entries.filter(
      (entry) =>
        (filter.host === undefined || entry.host === filter.host) &&
        (filter.method === undefined || entry.method === filter.method) &&
        (filter.path === undefined || filter.path.test(entry.path)),
    );
  }

  clear(): void {
    this.#entries = [];
  }
}
