// A whole server without a network and without a disk: the real application over the record in memory.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSeconds, type Instant, subjectRef, twinId, type WorkPool } from '@twinward/contract';
import { type AuditRow, openMemoryRecord, SYSTEM_CLOCK } from '@twinward/record';
import { inlinePool } from '@twinward/runtime';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { hashPassword } from '../access/passwords.ts';
import { ROLES } from '../access/roles.ts';
import { composeServices } from '../compose-services.ts';
import { buildApp } from '../http/build-app.ts';
import { closeApp } from '../http/close-app.ts';
import { models } from '../models.ts';
import type { Services } from '../services.ts';

/** The password of every account, whose name is its role. */
export const PASSWORD = 'correct horse battery staple';

/** The token of the local command line. */
export const CLI_TOKEN = 'local-command-line-token-of-a-test-0000000';

/** The subject and the twin that are there from the start. */
export const SUBJECT = 'Patient/p-1';
export const TWIN = 'p-1-glucose';

/** A server to ask. */
export interface ServerUnderTest {
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly folder: string;
  /** A bearer token of a role's account. */
  token(role: string): Promise<string>;
  audit(): Promise<readonly AuditRow[]>;
  close(): Promise<void>;
}

/** Starts a server with one account a role and one open twin; simulations run in the pool given, else inline. */
export async function serverUnderTest(pool: WorkPool = inlinePool(models)): Promise<ServerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'twinward-server-'));
  const record = openMemoryRecord();
  const composed = await composeServices({
    opened: { record, source: 'memory', postgres: null, close: () => record.close() },
    clock: SYSTEM_CLOCK,
    cliToken: CLI_TOKEN,
    dataFolder: folder,
    databaseUrl: undefined,
    pool,
    retryPace: { attempts: 3, wait: 20 },
  });
  const { services } = composed;
  const passwordHash = await hashPassword(PASSWORD);
  for (const role of Object.keys(ROLES)) {
    await record.accounts.put({
      id: role,
      name: role,
      displayName: role,
      role,
      passwordHash,
      disabled: false,
    });
  }
  await services.runtime.openTwin({
    id: twinId(TWIN),
    subject: subjectRef(SUBJECT),
    label: 'Test person',
    origin: 'simulated',
    model: 'glucose-s2008',
    facts: { weight: 70, basal: 1 },
    at: addSeconds(SYSTEM_CLOCK.now(), -6 * 3600),
    members: 16,
  });
  const app = await buildApp({
    services,
    webFolder: join(folder, 'no-web-here'),
    loopback: true,
    logger: pino({ level: 'silent' }),
  });
  await app.ready();
  const tokens = new Map<string, string>();
  return {
    app,
    services,
    folder,
    async token(role) {
      const known = tokens.get(role);
      if (known !== undefined) return known;
      const reply = await app.inject({
        method: 'POST',
        url: '/api/v1/session?token=true',
        payload: { name: role, password: PASSWORD },
      });
      const { token } = reply.json() as { readonly token: string };
      tokens.set(role, token);
      return token;
    },
    audit: () => record.events.auditTrail({ limit: 100_000 }),
    async close() {
      await closeApp(app);
      await composed.close();
      await record.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A reading of the twin's subject as a client sends it, `minutes` ago. */
export function reading(minutes: number, value = 120, id = `reading-${minutes}`): Record<string, unknown> {
  const at = addSeconds((Math.floor(SYSTEM_CLOCK.now() / 1000) * 1000) as Instant, -60 * minutes);
  return {
    subject: SUBJECT,
    code: { system: 'http://loinc.org', code: '99504-3' },
    effectiveAt: new Date(at).toISOString(),
    value: { kind: 'quantity', value, unit: 'mg/dL' },
    source: { system: 'test', id },
  };
}
