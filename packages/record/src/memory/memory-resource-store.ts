// Resources in memory: the same promises as in PostgreSQL while the process lives.
import type { IndexEntry, Instant, ResourceQuery, ResourceTest, StoredResource } from '@twinward/contract';
import { ChangeListeners } from '../commit-listeners.ts';
import { KeyedTurns } from '../keyed-turns.ts';
import type { InboxStore } from '../ports/inbox-store.ts';
import type {
  ChangeQuery,
  ResourceChange,
  ResourcePage,
  ResourceStore,
  StandingQuery,
  Written,
} from '../ports/resource-store.ts';
import type { StateStore } from '../ports/state-store.ts';
import { bodyLine, preparedWrites, versionConflict } from '../prepared-resources.ts';
import type { MemoryEventLog } from './memory-event-log.ts';
import { orderOf } from './order-of.ts';
import { type IndexedResource, satisfies } from './satisfies.ts';

/** The store of one process. */
export class MemoryResourceStore implements ResourceStore {
  readonly #events: MemoryEventLog;
  readonly #inbox: InboxStore;
  readonly #states: StateStore;
  readonly #now: () => Instant;
  readonly #current = new Map<string, IndexedResource>();
  readonly #versions: StoredResource[] = [];
  readonly #changes = new ChangeListeners();
  readonly #turns = new KeyedTurns();
  readonly #commits = new KeyedTurns();
  #lastAt = 0;

  constructor(events: MemoryEventLog, inbox: InboxStore, states: StateStore, now: () => Instant) {
    this.#events = events;
    this.#inbox = inbox;
    this.#states = states;
    this.#now = now;
  }

  commit(change: ResourceChange): Promise<readonly Written[]> {
    return this.#commits.run([''], () => this.#commit(change));
  }

  async #commit(change: ResourceChange): Promise<readonly Written[]> {
    const { writes, events = [], audit = [], states = [], settle } = change;
    const prepared = preparedWrites(writes);
    const now = Math.max(this.#lastAt, this.#now()) as Instant;
    const made = prepared.map((write) => {
      const before = this.#current.get(`${write.type}/${write.id}`)?.stored;
      const standing = before?.version ?? 0;
      if (write.expects !== undefined && write.expects !== standing) throw versionConflict(write, standing);
      const version = standing + 1;
      const body = write.body === null ? '' : bodyLine(write.body(version, now));
      return { write, version, body, created: before === undefined || before.deleted };
    });
    // The log refuses what cannot be stored before anything here is kept.
    const appended = await this.#events.append(events, audit);
    if (settle !== undefined) await this.#inbox.settle([settle(appended)]);
    await this.#states.put(states);
    this.#lastAt = now;
    const changes = made.map(({ write, version, body }) => {
      const stored = {
        type: write.type,
        id: write.id,
        version,
        updatedAt: now,
        deleted: write.body === null,
        body,
        change: this.#versions.length + 1,
      };
      this.#versions.push(stored);
      const index: readonly IndexEntry[] = write.body === null ? [] : write.index;
      this.#current.set(`${write.type}/${write.id}`, { stored, index });
      return stored;
    });
    this.#changes.tell(changes);
    return made.map(({ version, created }) => ({ version, updatedAt: now, created }));
  }

  exclusively<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.#turns.run(names, work);
  }

  async read(type: string, id: string): Promise<StoredResource | null> {
    return this.#current.get(`${type}/${id}`)?.stored ?? null;
  }

  async readMany(
    refs: readonly { readonly type: string; readonly id: string }[],
  ): Promise<readonly StoredResource[]> {
    const names = new Set(refs.map(({ type, id }) => `${type}/${id}`));
    return [...names].flatMap((name) => {
      const stored = this.#current.get(name)?.stored;
      return stored === undefined || stored.deleted ? [] : [stored];
    });
  }

  async readVersion(type: string, id: string, version: number): Promise<StoredResource | null> {
    return (
      this.#versions.find((one) => one.type === type && one.id === id && one.version === version) ?? null
    );
  }

  async history(query: ChangeQuery): Promise<readonly StoredResource[]> {
    const { type, id, since, before, limit, offset = 0, after } = query;
    if (after !== undefined) {
      return this.#versions
        .filter((one) => one.change > after && (type === undefined || one.type === type))
        .slice(0, limit);
    }
    return this.#versions
      .filter(
        (one) =>
          (type === undefined || one.type === type) &&
          (id === undefined || one.id === id) &&
          (since === undefined || one.updatedAt >= since) &&
          (before === undefined || one.updatedAt < before),
      )
      .reverse()
      .slice(offset, offset + limit);
  }

  async standing({
    type,
    since = 0 as Instant,
    after,
    limit,
  }: StandingQuery): Promise<readonly StoredResource[]> {
    const place = ({ updatedAt, id }: Pick<StoredResource, 'updatedAt' | 'id'>): string =>
      `${String(updatedAt).padStart(16, '0')}|${id}`;
    return [...this.#current.values()]
      .map(({ stored }) => stored)
      .filter((one) => one.type === type && one.updatedAt >= since)
      .filter((one) => after === undefined || place(one) > place(after))
      .sort((a, b) => (place(a) < place(b) ? -1 : 1))
      .slice(0, limit);
  }

  async search(query: ResourceQuery): Promise<ResourcePage> {
    const found = this.#matching(query.type, query.test).sort(orderOf(query.order));
    const page = found.slice(query.offset, query.offset + query.limit);
    return {
      resources: page.map(({ stored }) => stored),
      more: found.length > query.offset + query.limit,
    };
  }

  async count(type: string, test: ResourceTest): Promise<number> {
    return this.#matching(type, test).length;
  }

  onChange(listener: (changes: readonly StoredResource[]) => void): () => void {
    return this.#changes.add(listener);
  }

  #matching(type: string, test: ResourceTest): IndexedResource[] {
    const of = (wanted: string): IndexedResource[] =>
      [...this.#current.values()].filter(({ stored }) => stored.type === wanted && !stored.deleted);
    return of(type).filter((one) => satisfies(test, one, of));
  }
}
