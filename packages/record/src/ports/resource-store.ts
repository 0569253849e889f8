import type { IndexEntry, Instant, ResourceQuery, ResourceTest, StoredResource } from '@twinward/contract';
import type { Append, Appended, AuditRow } from './event-log.ts';
import type { Settlement } from './inbox-store.ts';
import type { StateEntry } from './state-store.ts';

/** A resource on its way into the record. The store numbers the version and tells the time of the change. */
export interface ResourceWrite {
  readonly type: string;
  readonly id: string;
  /**
   * The version it must replace: 0 where there must be none of that id (a deleted one counts as there). Without it, whatever is there is replaced.
   */
  readonly expects?: number;
  /** JSON of the resource from its version and time of change; null deletes it. */
  readonly body: ((version: number, updatedAt: Instant) => string) | null;
  readonly index: readonly IndexEntry[];
}

/** Everything that becomes durable at once or not at all. */
export interface ResourceChange {
  readonly writes: readonly ResourceWrite[];
  readonly events?: readonly Append[];
  readonly audit?: readonly AuditRow[];
  /** Whether the caller bounds by itself what it hands in, and waits however much waits before it rather than being sent away with `record.busy`. */
  readonly patient?: boolean;
  /** What a service keeps with it: how far it has come, so that no write is done twice after a crash, and none passed over. */
  readonly states?: readonly StateEntry[];
  /** Of the message all this was made of, from the places of the events: it is settled when its effect is durable, and not before. */
  readonly settle?: (appended: readonly Appended[]) => Settlement;
}

/** What became of one write. */
export interface Written {
  readonly version: number;
  readonly updatedAt: Instant;
  /** Whether no version, or only a deleted one, was there before. */
  readonly created: boolean;
}

/** What a search found: a page of it, and whether there is more. */
export interface ResourcePage {
  readonly resources: readonly StoredResource[];
  readonly more: boolean;
}

/** Which changes to read, newest first unless `after` is given. */
export interface ChangeQuery {
  readonly type?: string;
  readonly id?: string;
  readonly since?: Instant;
  readonly before?: Instant;
  readonly limit: number;
  readonly offset?: number;
  /** Changes after this place, oldest first: what a follower resumes from. */
  readonly after?: number;
}

/** Which current versions to read, in the order of their change, then id. */
export interface StandingQuery {
  readonly type: string;
  /** Changed then or later. */
  readonly since?: Instant;
  /** Where the last page ended. */
  readonly after?: { readonly updatedAt: Instant; readonly id: string };
  readonly limit: number;
}

/**
 * Resources of FHIR with all their versions, found by indexed values. `commit` returns only after resources, events and audit rows are
 * durable, together or not at all; it shares the group commit of the event log. Throws `resource.conflict` when a write expected another
 * version than the one that is there, and what `EventLog.append` throws.
 */
export interface ResourceStore {
  commit(change: ResourceChange): Promise<readonly Written[]>;
  /** Lets one piece of work at a time run under each of these names: a condition is looked up and acted upon without another between. */
  exclusively<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
  /** The current version, also where it says that the resource was deleted; null where there never was one. */
  read(type: string, id: string): Promise<StoredResource | null>;
  /** Current versions of several, in any order; deleted and missing ones are left out. */
  readMany(
    refs: readonly { readonly type: string; readonly id: string }[],
  ): Promise<readonly StoredResource[]>;
  readVersion(type: string, id: string, version: number): Promise<StoredResource | null>;
  history(query: ChangeQuery): Promise<readonly StoredResource[]>;
  /** A page of what stands, deleted resources included: all of a type can be read through, whatever is written meanwhile. */
  standing(query: StandingQuery): Promise<readonly StoredResource[]>;
  search(query: ResourceQuery): Promise<ResourcePage>;
  count(type: string, test: ResourceTest): Promise<number>;
  /** Called after each commit with the versions it made, in order; returns the function that stops it. */
  onChange(listener: (changes: readonly StoredResource[]) => void): () => void;
}
