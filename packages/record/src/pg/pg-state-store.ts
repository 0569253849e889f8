// Documents of services, in PostgreSQL.
import type { StateEntry, StateRange, StateStore } from '../ports/state-store.ts';
import { textArrayText } from './array-text.ts';
import type { Database } from './database.ts';

const PUT = `
with given as materialized (
  select kind, key, value from rows from (
    unnest($1::text[]), unnest($2::text[]), string_to_table($3, E'\\n')
  ) as lines (kind, key, value)
), gone as (
  delete from service_state s using given g where s.kind = g.kind and s.key = g.key and g.value = 'null'
)
insert into service_state (kind, key, value)
select kind, key, value::json from given where value <> 'null'
on conflict (kind, key) do update set value = excluded.value`;

const WITHIN = `kind = $1 and ($2::text is null or key >= $2) and ($3::text is null or key < $3)`;

/** The store over a database. */
export class PgStateStore implements StateStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async put(entries: readonly StateEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.#database.rows(
      PUT,
      [
        textArrayText(entries.map(({ kind }) => kind)),
        textArrayText(entries.map(({ key }) => key)),
        entries.map(({ value }) => JSON.stringify(value)).join('\n'),
      ],
      'put-state',
    );
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
