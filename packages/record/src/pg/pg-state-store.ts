// Documents of services, in PostgreSQL.
import type { StateEntry, StateRange, StateStore } from '../ports/state-store.ts';
import type { Database } from './database.ts';
import { putStates } from './put-states.ts';

const WITHIN = `kind = $1 and ($2::text is null or key >= $2) and ($3::text is null or key < $3)`;

/** The store over a database. */
export class PgStateStore implements StateStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async put(entries: readonly StateEntry[]): Promise<void> {
    await putStates(this.#database, entries);
  }

  async get(kind: string, key: string): Promise<unknown> {
    const [row] = await this.#database.rows('select value from service_state where kind = $1 and key = $2', [
      kind,
      key,
    ]);
    return row === undefined ? null : JSON.parse(row[0] as string);
  }

  async list(kind: string, { from, before, limit }: StateRange = {}): Promise<readonly StateEntry[]> {
    const rows = await this.#database.rows(
      `select key, value from service_state where ${WITHIN} order by key limit $4`,
      [kind, from ?? null, before ?? null, limit ?? null],
    );
    return rows.map(([key, value]) => ({ kind, key: key as string, value: JSON.parse(value as string) }));
  }

  async clear(kind: string, { from, before }: Omit<StateRange, 'limit'>): Promise<void> {
    await this.#database.rows(`delete from service_state where ${WITHIN}`, [
      kind,
      from ?? null,
      before ?? null,
    ]);
  }
}
