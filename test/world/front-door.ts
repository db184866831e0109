import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createNetServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { readFileSync } from 'node:fs';

const TLS_HANDSHAKE = 0x16;

/** The plain socket below each encrypted one. */
const BELOW = new WeakMap<Socket, Socket>();

/** Breaks a connection as a network does: with a reset instead of an end. */
export function resetConnection(socket: Socket | null): void {
  if (socket) (BELOW.get(socket) ?? socket).resetAndDestroy();
}

export interface FrontDoor {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * One port for TLS and plain HTTP. The name that a client asks for is read before the handshake, so that a
 * connection can be refused as if the host did not exist.
 */
export async function openFrontDoor(handler: RequestListener, refuses: (host: string) => boolean): Promise<FrontDoor> {
  const read = (name: string): string => readFileSync(new URL(`./tls/${name}`, import.meta.url), 'utf8');
  const secure = createHttpsServer({ key: read('key.pem'), cert: read('certificate.pem') }, handler);
  const plain = createHttpServer(handler);
  for (const server of [secure, plain]) {
    server.requestTimeout = 0;
    server.keepAliveTimeout = 60_000;
  }
  const sockets = new Set<Socket>();
  const byPort = new Map<number, Socket>();
  secure.on('secureConnection', (socket: Socket) => {
    const below = byPort.get(socket.remotePort ?? 0);
    if (below) BELOW.set(socket, below);
  });
  const door = createNetServer((socket) => {
    sockets.add(socket);
    const clientPort = socket.remotePort ?? 0;
    byPort.set(clientPort, socket);
    socket.on('close', () => {
      sockets.delete(socket);
      byPort.delete(clientPort);
    });
    socket.on('error', () => socket.destroy());
    socket.once('data', (hello: Buffer) => {
      socket.pause();
      socket.unshift(hello);
      const isSecure = hello[0] === TLS_HANDSHAKE;
      if (isSecure && refuses(serverName(hello) ?? '')) return void socket.destroy();
      (isSecure ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  const port = await listen(door);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        door.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Listens on the loopback, on a free port unless one is given. */
export function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      resolve(address !== null && typeof address !== 'string' ? address.port : 0);
    });
  });
}

/** The host in a TLS ClientHello (RFC 6066, section 3); `undefined` when it is not there or not whole. */
export function serverName(hello: Buffer): string | undefined {
  try {
    let at = 43; // record header, handshake header, version, random
    at += 1 + hello.readUInt8(at); // session
    at += 2 + hello.readUInt16BE(at); // cipher suites
    at += 1 + hello.readUInt8(at); // compression
    const end = at + 2 + hello.readUInt16BE(at);
    at += 2;
    while (at < end) {
      const type = hello.readUInt16BE(at);
      const length = hello.readUInt16BE(at + 2);
      if (type === 0) return hello.toString('latin1', at + 9, at + 9 + hello.readUInt16BE(at + 7));
      at += 4 + length;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the hello came in two packets
  }
  return undefined;
}
