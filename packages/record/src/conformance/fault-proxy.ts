// Stands between the record and its database and loses the database's answers: what was asked is done, but nobody hears of it.
import { createServer, connect as dial, type Socket } from 'node:net';
import type { Connection } from '../postgres/connection.ts';

/** A proxy on a port of this machine. */
export interface FaultProxy {
  /** How to reach the database through it. */
  readonly target: Connection;
  /** From now on answers are swallowed. */
  swallowAnswers(): void;
  /** All connections are cut, and answers pass again. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a proxy to a database. */
export async function faultProxy(to: Connection): Promise<FaultProxy> {
  let swallowing = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = to.host.startsWith('/')
      ? dial(`${to.host}/.s.PGSQL.${to.port}`)
      : dial(to.port, to.host);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk) => {
      if (!swallowing) client.write(chunk);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    swallowing = false;
  };
  return {
    target: { ...to, host: '127.0.0.1', port: address.port },
    swallowAnswers: () => {
      swallowing = true;
    },
    cut,
    close: () => {
      cut();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
