// The database as the adapter sees it: pooled connections that come back after a loss, time limits, errors of the platform.
import { type Client, type ClientConfig, Pool, type PoolClient, type QueryConfig } from 'pg';
import type { Connection } from '../postgres/connection.ts';
import { recordError } from './record-error.ts';

/** Where the record lies: our own server, or an address such as `postgres://user@host/database`. */
export type Target = Connection | { readonly connectionString: string };

/** A row as the driver gives it: columns in order, as text, number, boolean, bytes or null. */
export type Row = readonly unknown[];

/** Runs statements. */
export interface Statements {
  /** Rows of one statement; `name` keeps it prepared on its connection. */
  rows(text: string, values?: readonly unknown[], name?: string): Promise<readonly Row[]>;
}

/** The schema all tables lie in. */
export const SCHEMA = 'twinward';

/** Milliseconds a statement may take, and a connection to come about. */
const STATEMENT_LIMIT = 30_000;
const CONNECT_LIMIT = 5_000;

/** Settings of a connection to the record. `search_path` names no other schema: no foreign table can stand in the way. */
export function clientConfig(target: Target, limit: number = STATEMENT_LIMIT): ClientConfig {
  return {
    ...target,
    application_name: 'twinward',
    options: `-c search_path=${SCHEMA}`,
    connectionTimeoutMillis: CONNECT_LIMIT,
    statement_timeout: limit,
    query_timeout: limit + 5_000,
    keepAlive: true,
  };
}

/** A pool of connections for everything but the group commit, which has its own. */
export class Database implements Statements {
  readonly target: Target;
  readonly #pool: Pool;

  constructor(target: Target, size = 10) {
    this.target = target;
    this.#pool = new Pool({ ...clientConfig(target), max: size, idleTimeoutMillis: 30_000 });
    // An idle connection that is cut is dropped and replaced; the next statement that fails tells its caller.
    this.#pool.on('error', () => undefined);
  }

  async rows(text: string, values: readonly unknown[] = [], name?: string): Promise<readonly Row[]> {
    try {
      return await queryRows(this.#pool, text, values, name);
    } catch (error) {
      throw recordError(error);
    }
  }

  /** All of it or nothing; the connection is dropped if even rolling back fails. */
  async transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    let client: PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      throw recordError(error);
    }
    let broken = false;
    const fail = (): void => {
      broken = true;
    };
    client.on('error', fail);
    try {
      await client.query('begin');
      const result = await work({
        rows: (text, values, name) => queryRows(client, text, values ?? [], name),
      });
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(fail);
      throw recordError(error);
    } finally {
      client.off('error', fail);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/** The rows of one statement on a client or pool, columns in order. */
export async function queryRows(
  on: Pick<Client | Pool, 'query'>,
  text: string,
  values: readonly unknown[],
  name?: string,
): Promise<readonly Row[]> {
  const query = { text, values: [...values], rowMode: 'array' as const, types: PARSERS };
  const result = await on.query<unknown[]>(name === undefined ? query : { ...query, name });
  return result.rows;
}

const parseInteger = (text: string): number => Number(text);
const parseBoolean = (text: string): boolean => text === 't';
const parseBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.slice(2), 'hex'));
const parseText = (text: string): string => text;

/** bool, bytea, int8, int2, int4, float4, float8; everything else stays text. */
const BY_TYPE: Readonly<Record<number, (text: string) => unknown>> = {
  16: parseBoolean,
  17: parseBytes,
  20: parseInteger,
  21: parseInteger,
  23: parseInteger,
  700: parseInteger,
  701: parseInteger,
};

const PARSERS = {
  getTypeParser: (oid: number) => BY_TYPE[oid] ?? parseText,
} as unknown as NonNullable<QueryConfig['types']>;
