import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute, reading, somebody } from './conformance/sample-events.ts';
import { temporaryFolder } from './conformance/temporary-folder.ts';
import { openRecord } from './open-record.ts';
import { PostgresServer } from './postgres/postgres-server.ts';

describe('the record in a PostgreSQL run by somebody else', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: PostgresServer;
  const url = (password?: string): string => {
    const connection = server.connection('app');
    const secret = password ?? connection.password;
    return `postgres://${connection.user}:${secret}@${encodeURIComponent(connection.host)}:${connection.port}/${connection.database}`;
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await PostgresServer.start({ dataFolder: folder.path });
  });
  afterAll(async () => {
    await server.stop();
    await folder.remove();
  });

  it('is opened by its address, without touching the data folder', async () => {
    const dataFolder = join(folder.path, 'untouched');
    const opened = await openRecord({ dataFolder, databaseUrl: url() });
    expect(opened.source).toBe(`PostgreSQL ${server.binaries.version}, from DATABASE_URL`);
    expect(opened.postgres).toBeNull();
    const person = somebody();
    await opened.record.events.append([reading(person, 'r', minute(0))]);
    await opened.close();
    const again = await openRecord({ dataFolder, databaseUrl: url() });
    expect(await again.record.events.readSubject(person)).toHaveLength(1);
    await again.close();
  });

  it('tells what is wrong with an address, and never repeats it', async () => {
    const attempt = async (databaseUrl: string) =>
      openRecord({ dataFolder: folder.path, databaseUrl }).then(
        () => null,
        (error: unknown) => error as { code: string; message: string; place: object },
      );
    const wrong = await Promise.all(
      ['http://secret', 'postgres://secret:secret@[', 'postgres://a:secret@127.0.0.1:1/x', url('secret')].map(
        attempt,
      ),
    );
    expect(wrong.map((error) => error?.code)).toEqual([
      'usage',
      'usage',
      'record.unavailable',
      'record.unavailable',
    ]);
    expect(JSON.stringify(wrong.map((error) => [error?.message, error?.place]))).not.toContain('secret');
  });
});

it('says where its own PostgreSQL comes from, and answers nothing once closed', async () => {
  const folder = await temporaryFolder();
  const { record, source, close } = await openRecord({ dataFolder: folder.path });
  expect(source).toMatch(/^PostgreSQL \d+[.\w]*, (local|embedded)$/);
  await close();
  await expect(record.events.append([reading(somebody(), 'r', minute(0))])).rejects.toMatchObject({
    code: 'record.unavailable',
  });
  await folder.remove();
});
