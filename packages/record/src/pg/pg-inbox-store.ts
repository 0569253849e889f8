// Messages as they came in, in PostgreSQL.
import type { Instant, SubjectRef } from '@twinward/contract';
import type {
  InboundDraft,
  InboundLine,
  InboundMessage,
  InboundState,
  InboxCount,
  InboxQuery,
  InboxStore,
  Settlement,
  SubjectLink,
  Taken,
} from '../ports/inbox-store.ts';
import type { Database, Row } from './database.ts';
import { link, settle } from './settle-statement.ts';

const LINE =
  'place, id, connector, key, received_at, sha256, state, settled_at, what, subject, reason, sender';

const TAKE = `
insert into inbound_message (id, connector, key, received_at, sha256, bytes, sender)
select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bytea[], $7::text[])
on conflict (connector, key) do nothing returning id`;

const FIND = `
select m.connector, m.key, m.id, m.state, m.sha256, m.reason from inbound_message m
join unnest($1::text[], $2::text[]) as w(connector, key) on m.connector = w.connector and m.key = w.key`;

/** The inbox over a database. */
export class PgInboxStore implements InboxStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async take(drafts: readonly InboundDraft[]): Promise<readonly Taken[]> {
    const column = <T>(read: (draft: InboundDraft) => T): readonly T[] => drafts.map(read);
    const fresh = await this.#database.rows(
      TAKE,
      [
        column(({ id }) => id),
        column(({ connector }) => connector),
        column(({ key }) => key),
        column(({ receivedAt }) => receivedAt),
        column(({ sha256 }) => sha256),
        column(({ bytes }) => Buffer.from(bytes)),
        column(({ sender }) => sender),
      ],
      'inbox-take',
    );
    const added = new Set(fresh.map(([id]) => id));
    const known = new Map<string, Row>();
    const others = drafts.filter(({ id }) => !added.has(id));
    if (others.length > 0) {
      const rows = await this.#database.rows(FIND, [
        others.map(({ connector }) => connector),
        others.map(({ key }) => key),
      ]);
      for (const row of rows) known.set(`${String(row[0])}\u0000${String(row[1])}`, row);
    }
    return drafts.map(({ id, connector, key, sha256 }) => {
      const row = known.get(`${connector}\u0000${key}`);
      if (added.has(id) || row === undefined)
        return { id, fresh: true, state: 'received', sha256, reason: '' };
      return {
        id: row[2] as string,
        fresh: false,
        state: row[3] as InboundState,
        sha256: row[4] as string,
        reason: row[5] as string,
      };
    });
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    await settle(this.#database, settlements);
  }

  async list({ limit, connector, state, before }: InboxQuery): Promise<readonly InboundLine[]> {
    const text = `select ${LINE} from inbound_message
      where ($1::text is null or connector = $1) and ($2::text is null or state = $2) and ($3::bigint is null or place < $3)
      order by place desc limit $4`;
    return (await this.#database.rows(text, [connector ?? null, state ?? null, before ?? null, limit])).map(
      line,
    );
  }

  async byId(id: string): Promise<InboundMessage | null> {
    const [row] = await this.#database.rows(
      `select ${LINE}, bytes, outcome from inbound_message where id = $1`,
      [id],
    );
    if (row === undefined) return null;
    const outcome = row[13] === null ? null : (JSON.parse(row[13] as string) as unknown);
    return { ...line(row), bytes: row[12] as Uint8Array, outcome };
  }

  async counts(): Promise<readonly InboxCount[]> {
    const rows = await this.#database.rows(
      'select connector, state, count(*) from inbound_message group by 1, 2',
    );
    return rows.map(([connector, state, count]) => ({
      connector: connector as string,
      state: state as InboundState,
      count: Number(count),
    }));
  }

  async link(one: SubjectLink): Promise<void> {
    await link(this.#database, [one]);
  }

  async links(): Promise<readonly SubjectLink[]> {
    const rows = await this.#database.rows('select key, subject, by, at from subject_link order by key');
    return rows.map(([key, subject, by, at]) => ({
      key: key as string,
      subject: subject as SubjectRef,
      by: by as string,
      at: at as Instant,
    }));
  }
}

function line([
  place,
  id,
  connector,
  key,
  receivedAt,
  sha256,
  state,
  settledAt,
  what,
  subject,
  reason,
  sender,
]: Row): InboundLine {
  return {
    place: place as number,
    id: id as string,
    connector: connector as string,
    key: key as string,
    receivedAt: receivedAt as Instant,
    sha256: sha256 as string,
    state: state as InboundState,
    settledAt: settledAt as Instant | null,
    what: what as string,
    subject: subject as SubjectRef | null,
    reason: reason as string,
    sender: sender as string,
  };
}
