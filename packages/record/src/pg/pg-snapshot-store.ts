// Snapshots in PostgreSQL.
import type { Instant, TwinId } from '@twinward/contract';
import type { Snapshot, SnapshotStore } from '../ports/snapshot-store.ts';
import { verifiedSnapshot } from '../verified-snapshot.ts';
import type { Database, Row } from './database.ts';

const PUT = `
insert into snapshot (twin, at, seq, model, model_version, sha256, state)
select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bytea[])
on conflict (twin, at, seq) do update set
  model = excluded.model, model_version = excluded.model_version, sha256 = excluded.sha256, state = excluded.state`;

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
