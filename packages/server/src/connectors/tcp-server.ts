// A port that takes connections, with TLS or without, as every listener of messages opens one.
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** Certificate and key in PEM; with a certificate authority, senders must show one of its certificates. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** A server that hands each of at most `most` connections to `accept`. */
export function tcpServer(
  accept: (socket: Socket) => void,
  most: number,
  tls: TlsIdentity | undefined,
): Server {
  const server =
    tls === undefined
      ? createServer(accept)
      : createTlsServer({ ...tls, requestCert: tls.ca !== undefined }, accept);
  server.maxConnections = most;
  return server;
}

/** Starts to listen, port 0 taking any free one; throws what the operating system says where the port cannot be had. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve();
    });
  });
}

/** The port a server listens at; 0 when it does not. */
export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
