// How a role reaches the database of a data folder.
import type { Endpoint } from './endpoint.ts';
import type { Credentials } from './initialise-cluster.ts';

/** How to reach a database. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** How a role reaches the server at an endpoint. */
export function connectionTo(
  endpoint: Endpoint,
  credentials: Credentials,
  role: 'app' | 'admin',
): Connection {
  return {
    host: endpoint.socketFolder ?? '127.0.0.1',
    port: endpoint.port,
    user: role === 'admin' ? 'postgres' : 'twinward',
    password: credentials[role],
    database: role === 'admin' ? 'postgres' : 'twinward',
  };
}
