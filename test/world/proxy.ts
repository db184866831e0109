import { createServer, request as sendRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from './front-door.ts';

export interface ProxyOptions {
  readonly target: number;
  readonly knows: (host: string) => boolean;
  readonly refuses: (host: string) => boolean;
  /** Told of every host that is not of the world. */
  readonly onStranger: (host: string, method: string, path: string) => void;
}

/** A proxy that leads every host of the world to one port, for browsers that cannot remap names. */
export async function openProxy(options: ProxyOptions): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const host = new URL(request.url ?? '/', 'http://localhost').hostname;
    if (!options.knows(host)) {
      options.onStranger(host, request.method ?? 'GET', request.url ?? '/');
      response.writeHead(502).end();
      return;
    }
    const { url = '/', method = 'GET', headers } = request;
    const onward = sendRequest({ host: '127.0.0.1', port: options.target, path: url, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    const host = (request.url ?? '').replace(/:\d+$/, '');
    const known = options.knows(host);
    if (!known) options.onStranger(host, 'CONNECT', request.url ?? '');
    socket.on('error', () => socket.destroy());
    if (!known || options.refuses(host)) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const onward = connect(options.target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    onward.on('close', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listen(server);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
