// Resources in PostgreSQL, written in the log's commits.
import type { Instant, ResourceQuery, ResourceTest, StoredResource } from '@twinward/contract';
import type { ChangeListeners } from '../commit-listeners.ts';
import { KeyedTurns } from '../keyed-turns.ts';
import type {
  ChangeQuery,
  ResourceChange,
  ResourcePage,
  ResourceStore,
  StandingQuery,
  Written,
} from '../ports/resource-store.ts';
import { preparedWrites } from '../prepared-resources.ts';
import type { Database } from './database.ts';
import { FreshStatistics } from './fresh-statistics.ts';
import type { PgEventLog } from './pg-event-log.ts';
import { CHANGES, HISTORY, READ, READ_MANY, READ_VERSION, STANDING_PAGE } from './resource-statements.ts';
import type { ResourceBatch } from './resource-writer.ts';
import { countStatement, searchStatement } from './search-statement.ts';
import { storedResource } from './stored-resource.ts';

/** The store over a database and its log. */
export class PgResourceStore implements ResourceStore {
  readonly #database: Database;
  readonly #events: PgEventLog;
  readonly #changes: ChangeListeners;
  readonly #turns = new KeyedTurns();
  readonly #statistics: FreshStatistics;

  constructor(database: Database, events: PgEventLog, changes: ChangeListeners) {
    this.#database = database;
    this.#events = events;
    this.#changes = changes;
    this.#statistics = new FreshStatistics(database);
  }

  async commit(change: ResourceChange): Promise<readonly Written[]> {
    const { writes, events = [], audit = [], states = [], settle, patient = false } = change;
    if (writes.length === 0 && states.length === 0 && settle === undefined && !patient) {
      await this.#events.append(events, audit);
      return [];
    }
    const batch: ResourceBatch = {
      writes: preparedWrites(writes),
      written: [],
      refusal: null,
      states,
      ...(settle === undefined ? {} : { settle }),
    };
    await this.#events.appendWith(batch, events, audit, patient);
    this.#statistics.grown(batch.writes.reduce((sum, { index }) => sum + index.length, 0));
    return batch.written;
  }

  exclusively<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.#turns.run(names, work);
  }

  async read(type: string, id: string): Promise<StoredResource | null> {
    const [row] = await this.#database.rows(READ, [type, id], 'read-resource');
    return row === undefined ? null : storedResource(row);
  }

  async readMany(
    refs: readonly { readonly type: string; readonly id: string }[],
  ): Promise<readonly StoredResource[]> {
    if (refs.length === 0) return [];
    const values = [refs.map(({ type }) => type), refs.map(({ id }) => id)];
    return (await this.#database.rows(READ_MANY, values, 'read-resources')).map(storedResource);
  }

  async readVersion(type: string, id: string, version: number): Promise<StoredResource | null> {
    const [row] = await this.#database.rows(READ_VERSION, [type, id, version], 'read-resource-version');
    return row === undefined ? null : storedResource(row);
  }

  async history(query: ChangeQuery): Promise<readonly StoredResource[]> {
    const { type = null, id = null, since = null, before = null, limit, offset = 0, after } = query;
    const rows =
      after === undefined
        ? await this.#database.rows(HISTORY, [type, id, since, before, limit, offset])
        : await this.#database.rows(CHANGES, [after, limit, type], 'resource-changes');
    return rows.map(storedResource);
  }

  async standing({
    type,
    since = 0 as Instant,
    after,
    limit,
  }: StandingQuery): Promise<readonly StoredResource[]> {
    const values = [type, since, after?.updatedAt ?? -1, after?.id ?? '', limit];
    return (await this.#database.rows(STANDING_PAGE, values)).map(storedResource);
  }

  async search(query: ResourceQuery): Promise<ResourcePage> {
    const { text, values } = searchStatement(query);
    const found = (await this.#database.rows(text, values)).map(storedResource);
    return { resources: found.slice(0, query.limit), more: found.length > query.limit };
  }

  async count(type: string, test: ResourceTest): Promise<number> {
    const { text, values } = countStatement(type, test);
    const [row] = await this.#database.rows(text, values);
    return row![0] as number;
  }

  onChange(listener: (changes: readonly StoredResource[]) => void): () => void {
    return this.#changes.add(listener);
  }
}
