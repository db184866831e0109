import { readFileSync } from 'node:fs';

/** What Chromium's own log of the network says was sent, by whomever in the browser: pages, workers, extensions. */
export interface Wire {
  /** Hosts of every request that was begun, whether or not it found a server; but for what Chromium asks of its maker. */
  readonly hosts: ReadonlySet<string>;
  /** Hosts to whose connections these characters were sent, in a header, an address or a body. */
  carrying(secret: string): readonly string[];
  /** Whether the log names a host at all: for a request, a connection made ahead or the look-up of a name. */
  names(host: string): boolean;
}

/** Switches that make Chromium write the log, decrypted bytes and all. */
export const wireSwitches = (path: string): string[] => [`--log-net-log=${path}`, '--net-log-capture-mode=Everything'];

interface Event {
  readonly type: number;
  readonly source?: { readonly id: number };
  readonly params?: {
    readonly url?: string;
    readonly initiator?: string;
    readonly host?: string;
    readonly bytes?: string;
    readonly headers?: readonly string[];
  };
}

interface Log {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly Event[];
}

/** Requests of the browser itself name no page and no extension behind them. */
const NOBODY = 'not an origin';
const MAKER = /(?:^|\.)(?:google|googleapis|gvt1)\.com$/u;

/** Reads the log of a browser that has closed. */
export function readWire(path: string): Wire {
  const text = readFileSync(path, 'utf8');
  const log = JSON.parse(text) as Log;
  const types = log.constants.logEventTypes;
  const hosts = new Set<string>();
  const sent = new Map<number, string>();
  for (const { type, source, params } of log.events) {
    const url = type === types['URL_REQUEST_START_JOB'] ? URL.parse(params?.url ?? '') : null;
    const chromiumsOwn = params?.initiator === NOBODY && MAKER.test(url?.hostname ?? '');
    if (url !== null && !chromiumsOwn) hosts.add(url.hostname);
    if (source !== undefined && type === types['SSL_SOCKET_BYTES_SENT'] && params?.bytes !== undefined) {
      const bytes = Buffer.from(params.bytes, 'base64').toString('latin1');
      sent.set(source.id, (sent.get(source.id) ?? '') + bytes);
    }
  }
  return {
    hosts,
    carrying: (secret) =>
      [...sent.values()]
        .filter((bytes) => bytes.includes(secret))
        .flatMap((bytes) => [...bytes.matchAll(/^host: (\S+)\r$/gimu)].map((match) => match[1] ?? ''))
        .filter((host, at, all) => all.indexOf(host) === at),
    // What is sent and received stands there as base64, so a name in plain letters is one that somebody wanted.
    names: (host) => text.includes(host),
  };
}
