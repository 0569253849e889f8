// The one connection on which the log is written; a new one is made when it is lost.
import { Client } from 'pg';
import { clientConfig, queryRows, type Row, type Statements, type Target } from './database.ts';

/** Milliseconds one commit may take. */
const COMMIT_LIMIT = 10_000;

/** A connection that is opened when first needed and after each loss. */
export class LaneConnection implements Statements {
  readonly #target: Target;
  #client: Client | null = null;

  constructor(target: Target) {
    this.#target = target;
  }

  async rows(text: string, values: readonly unknown[] = [], name?: string): Promise<readonly Row[]> {
    return queryRows(await this.#connected(), text, values, name);
  }

  /** All of it or nothing. */
  async transaction(work: (statements: Statements) => Promise<void>): Promise<void> {
    const client = await this.#connected();
    await client.query('begin');
    await work(this);
    await client.query('commit');
  }

  /** Drops the connection: whatever was under way on it is given up. */
  async drop(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #connected(): Promise<Client> {
    if (this.#client !== null) return this.#client;
    const client = new Client(clientConfig(this.#target, COMMIT_LIMIT));
    client.on('error', () => {
      if (this.#client === client) this.#client = null;
    });
    await client.connect();
    this.#client = client;
    return client;
  }
}
