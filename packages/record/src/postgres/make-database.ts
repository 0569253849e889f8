// The database of the record and the role that owns it, made once, as PostgreSQL's superuser.
import { Client } from 'pg';
import type { Connection } from './connection.ts';

/** Makes role and database where they are missing; both names and the password are our own, never a user's text. */
export async function makeDatabase(admin: Connection, app: Connection): Promise<void> {
  const client = new Client({ ...admin, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $2) as database`,
      [app.user, app.database],
    );
    const password = client.escapeLiteral(app.password);
    if (rows[0]?.role !== true) await client.query(`create role ${app.user} login password ${password}`);
    if (rows[0]?.database !== true) {
      await client.query(`create database ${app.database} owner ${app.user}`);
      await client.query(`revoke all on database ${app.database} from public`);
    }
  } finally {
    await client.end();
  }
}
