// Accounts and sessions in PostgreSQL.
import type { Instant, SubjectRef } from '@twinward/contract';
import { nameTaken, noSuchAccount } from '../account-errors.ts';
import type { Account, AccountStore, Session } from '../ports/account-store.ts';
import type { Database, Row } from './database.ts';

const COLUMNS = 'id, name, display_name, role, password_hash, disabled';

// The name is checked in the statement, so that a taken one is told apart from every other failure.
const PUT = `
insert into account (${COLUMNS})
select $1, $2, $3, $4, $5, $6::boolean where not exists (select from account where name = $2 and id <> $1)
on conflict (id) do update set
  name = excluded.name, display_name = excluded.display_name, role = excluded.role,
  password_hash = excluded.password_hash, disabled = excluded.disabled
returning id`;

const OPEN_SESSION = `
insert into session (token_hash, account, created_at, expires_at, confined_to)
select $1, a.id, $3::bigint, $4::bigint, $5::text from account a where a.id = $2
on conflict (token_hash) do update set expires_at = excluded.expires_at
returning token_hash`;

/** Accounts over a database. */
export class PgAccountStore implements AccountStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byName(name: string): Promise<Account | null> {
    return this.#one('name', name.toLowerCase());
  }

  async byId(id: string): Promise<Account | null> {
    return this.#one('id', id);
  }

  async list(): Promise<readonly Account[]> {
    return (await this.#database.rows(`select ${COLUMNS} from account order by name`)).map(account);
  }

  async put(given: Account): Promise<void> {
    const { id, name, displayName, role, passwordHash, disabled } = given;
    const values = [id, name.toLowerCase(), displayName, role, passwordHash, disabled];
    if ((await this.#database.rows(PUT, values)).length === 0) throw nameTaken();
  }

  async openSession(session: Session): Promise<void> {
    const { tokenHash, account: owner, createdAt, expiresAt, confinedTo } = session;
    const values = [tokenHash, owner, createdAt, expiresAt, confinedTo];
    const rows = await this.#database.rows(OPEN_SESSION, values);
    if (rows.length === 0) throw noSuchAccount();
  }

  async session(tokenHash: string): Promise<Session | null> {
    const text =
      'select token_hash, account, created_at, expires_at, confined_to from session where token_hash = $1';
    const [row] = await this.#database.rows(text, [tokenHash], 'session');
    if (row === undefined) return null;
    const [hash, owner, createdAt, expiresAt, confinedTo] = row;
    return {
      tokenHash: hash as string,
      account: owner as string,
      createdAt: createdAt as Instant,
      expiresAt: expiresAt as Instant,
      confinedTo: confinedTo as SubjectRef | null,
    };
  }

  async endSession(tokenHash: string): Promise<void> {
    await this.#database.rows('delete from session where token_hash = $1', [tokenHash]);
  }

  async endExpired(now: Instant): Promise<number> {
    const text = 'delete from session where expires_at <= $1::bigint returning 1';
    return (await this.#database.rows(text, [now])).length;
  }

  async #one(column: 'id' | 'name', value: string): Promise<Account | null> {
    const text = `select ${COLUMNS} from account where ${column} = $1`;
    const [row] = await this.#database.rows(text, [value], `account-${column}`);
    return row === undefined ? null : account(row);
  }
}

function account([id, name, displayName, role, passwordHash, disabled]: Row): Account {
  return {
    id: id as string,
    name: name as string,
    displayName: displayName as string,
    role: role as string,
    passwordHash: passwordHash as string,
    disabled: disabled as boolean,
  };
}
