import type { ActivityNews } from '../../activity/entry.ts';
import type { DoorFetch } from './fetch-door.ts';

interface Sum {
  requests: number;
  failures: number;
  bytesOut: number;
  bytesIn: number;
}

/**
 * The network with every request counted by the host that it goes to: bodies in bytes, without headers; what comes back
 * as it is read, unpacked. A request counts as soon as it goes out, whatever becomes of it.
 * @param stir told of every request
 */
export function meterTraffic(
  network: DoorFetch,
  stir: () => void,
): { readonly fetch: DoorFetch; take(): readonly ActivityNews[] } {
  let sums = new Map<string, Sum>();
  const sumOf = (host: string): Sum => {
    const sum = sums.get(host) ?? { requests: 0, failures: 0, bytesOut: 0, bytesIn: 0 };
    sums.set(host, sum);
    return sum;
  };
  return {
    async fetch(url, init) {
      const { host } = new URL(url);
      const sent = sumOf(host);
      sent.requests += 1;
      sent.bytesOut += sizeOf(init?.body);
      stir();
      try {
        const response = await network(url, init);
        if (response.status >= 400) sumOf(host).failures += 1;
        return counted(response, (bytes) => (sumOf(host).bytesIn += bytes));
      } catch (error) {
        sumOf(host).failures += 1;
        throw error;
      }
    },
    take() {
      const taken = [...sums];
      sums = new Map();
      return taken.map(([host, sum]) => ({ kind: 'traffic', what: 'host', outcome: 'done', host, ...sum }));
    },
  };
}

function sizeOf(body: RequestInit['body']): number {
  if (typeof body === 'string') return new TextEncoder().encode(body).length;
  if (body instanceof Blob) return body.size;
  return body instanceof ArrayBuffer || ArrayBuffer.isView(body) ? body.byteLength : 0;
}

/** The same answer, its bytes told as they are read. What cannot be made anew, such as a redirect, has no body either. */
function counted(response: Response, tell: (bytes: number) => void): Response {
  const { body, status, statusText, headers } = response;
  if (body === null || status < 200 || status === 204 || status === 205 || status === 304) return response;
  const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, out) {
      tell(chunk.byteLength);
      out.enqueue(chunk);
    },
  });
  return new Response(body.pipeThrough(counting), { status, statusText, headers });
}
