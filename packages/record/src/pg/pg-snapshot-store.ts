// Snapshots in PostgreSQL.
import type { Instant, TwinId } from '@twinward/contract';
import type { Snapshot, SnapshotStore } from '../ports/snapshot-store.ts';
import { verifiedSnapshot } from '../verified-snapshot.ts';
import type { Database, Row } from './database.ts';

const HOUR = 3_600_000;
const DAY = 86_400_000;

const PUT = `
insert into snapshot (twin, at, seq, model, model_version, sha256, state)
select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bytea[])
on conflict (twin, at, seq) do update set
  model = excluded.model, model_version = excluded.model_version, sha256 = excluded.sha256, state = excluded.state`;

/** Removes what another of the same twin and bucket outlives; looks only where the ages set in, which each put passes again. */
const THIN = `
delete from snapshot s
using unnest($1::text[], $2::bigint[]) as put (twin, at),
  (values (${DAY}::bigint, ${3 * DAY}::bigint, ${HOUR}::bigint), (${31 * DAY}::bigint, ${40 * DAY}::bigint, ${DAY}::bigint))
    as age (youngest, oldest, bucket)
where s.twin = put.twin and s.at < put.at - age.youngest and s.at >= put.at - age.oldest
  and exists (
    select from snapshot o
    where o.twin = s.twin and o.at >= s.at and o.at < (floor(s.at::numeric / age.bucket) + 1) * age.bucket
      and (o.at, o.seq) > (s.at, s.seq)
  )`;

const LATEST = `
select twin, seq, at, model, model_version, state, sha256 from snapshot
where twin = $1 and at <= $2::bigint and seq <= $3::bigint
order by at desc, seq desc limit 1`;

/** Snapshots over a database. */
export class PgSnapshotStore implements SnapshotStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async put(snapshots: readonly Snapshot[]): Promise<void> {
    // Two of one place in one statement would be refused by the database: the later stands.
    const distinct = new Map(snapshots.map((s) => [`${s.twin}|${s.at}|${s.seq}`, verifiedSnapshot(s)]));
    const rows = [...distinct.values()];
    if (rows.length === 0) return;
    await this.#database.rows(
      PUT,
      [
        rows.map((row) => row.twin),
        rows.map((row) => row.at),
        rows.map((row) => row.seq),
        rows.map((row) => row.model),
        rows.map((row) => row.modelVersion),
        rows.map((row) => row.sha256),
        rows.map((row) => Buffer.from(row.state.buffer, row.state.byteOffset, row.state.byteLength)),
      ],
      'snapshot-put',
    );
    const newest = new Map<TwinId, Instant>();
    for (const { twin, at } of rows) {
      newest.set(twin, Math.max(at, newest.get(twin) ?? at) as Instant);
    }
    await this.#database.rows(THIN, [[...newest.keys()], [...newest.values()]], 'snapshot-thin');
  }

  async latest(
    twin: TwinId,
    bound: { readonly at?: Instant; readonly seq?: number } = {},
  ): Promise<Snapshot | null> {
    const values = [twin, bound.at ?? Number.MAX_SAFE_INTEGER, bound.seq ?? Number.MAX_SAFE_INTEGER];
    const [row] = await this.#database.rows(LATEST, values, 'snapshot-latest');
    return row === undefined ? null : verifiedSnapshot(snapshot(row));
  }

  async dropAfter(twin: TwinId, at: Instant): Promise<void> {
    await this.#database.rows('delete from snapshot where twin = $1 and at > $2::bigint', [twin, at]);
  }
}

function snapshot([twin, seq, at, model, modelVersion, state, sha256]: Row): Snapshot {
  return {
    twin: twin as TwinId,
    seq: seq as number,
    at: at as Instant,
    model: model as string,
    modelVersion: modelVersion as string,
    state: state as Uint8Array,
    sha256: sha256 as string,
  };
}
