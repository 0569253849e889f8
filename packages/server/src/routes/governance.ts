// The audit trail, proof by replay, and backups.

import { formatInstant } from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import { z } from 'zod';
import { twinIdSchema } from '../schemas/identity-schema.ts';
import { instantOutSchema } from '../schemas/instant-schema.ts';
import { wholeNumberSchema } from '../schemas/whole-number-schema.ts';
import { type Route, route } from './route.ts';

const auditRowSchema = z
  .strictObject({
    at: instantOutSchema,
    actor: z.string(),
    role: z.string(),
    action: z.string(),
    target: z.string(),
    allowed: z.boolean(),
    reason: z.string(),
    request: z.string(),
  })
  .meta({ id: 'AuditRow' });

const readAudit: Route = route({
  id: 'readAudit',
  method: 'GET',
  path: '/audit',
  tag: 'governance',
  summary: 'Who did what to whom, newest first',
  permission: 'audit:read',
  query: z.strictObject({
    limit: wholeNumberSchema(1, 1000).exactOptional(),
    actor: z.string().min(1).max(100).exactOptional(),
    target: z.string().min(1).max(200).exactOptional(),
  }),
  reply: z.strictObject({ rows: z.array(auditRowSchema) }).meta({ id: 'AuditTrail' }),
  target: () => 'audit',
  async perform({ query }, { services }) {
    const { limit = 100, ...which } = query;
    const rows = await services.record.events.auditTrail({ limit, ...which });
    return { rows: rows.map((row: AuditRow) => ({ ...row, at: formatInstant(row.at) })) };
  },
});

const replayTwin: Route = route({
  id: 'replayTwin',
  method: 'POST',
  path: '/twins/{id}/replay',
  tag: 'governance',
  summary: 'Folds the twin from the record alone and compares with what it lives by, bit for bit',
  permission: 'record:replay',
  params: z.strictObject({ id: twinIdSchema }),
  body: z.strictObject({}).meta({ id: 'ReplayRequest' }),
  reply: z
    .strictObject({
      twin: z.string(),
      events: z.int(),
      sha256Live: z.string(),
      sha256Replayed: z.string(),
      equal: z.boolean(),
    })
    .meta({ id: 'ReplayView' }),
  target: ({ params: { id } }) => `twin ${id}`,
  async perform({ params: { id } }, { services }) {
    const [result] = await services.runtime.replay([id]);
    return result!;
  },
});

const makeBackup: Route = route({
  id: 'makeBackup',
  method: 'POST',
  path: '/backups',
  tag: 'governance',
  summary: 'Copies the running record into a folder beside the data folder, with a checksum of every file',
  permission: 'record:backup',
  body: z.strictObject({}).meta({ id: 'BackupRequest' }),
  reply: z.strictObject({ folder: z.string(), files: z.int(), bytes: z.int() }).meta({ id: 'BackupView' }),
  target: () => 'record',
  perform: (_input, { services }) => services.backup(),
});

/** The audit trail, proof by replay, and backups. */
export const GOVERNANCE_ROUTES: readonly Route[] = [readAudit, replayTwin, makeBackup];
