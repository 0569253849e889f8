import type { LatestReading, TwinSummary } from '@twinward/runtime';
import { z } from 'zod';
import type { FieldsOf } from './fields-of.ts';
import { fitSchema } from './fit-schema.ts';
import { instantOutSchema } from './instant-schema.ts';
import { riskSchema } from './risk-schema.ts';
import { trackSchema } from './track-schema.ts';

const latestSchema: z.ZodType<LatestReading> = z
  .strictObject({
    observable: z.string(),
    label: z.string(),
    unit: z.string(),
    value: z.number(),
    censored: z.enum(['below', 'above']).nullable(),
    at: instantOutSchema,
    perMinute: z.number().nullable(),
  })
  .meta({ id: 'LatestReading' });

/** The fields of a twin's line in the overview, for those that say more of it. */
export const summaryFields: FieldsOf<TwinSummary> = {
  id: z.string(),
  subject: z.string(),
  label: z.string(),
  origin: z.enum(['real', 'recorded', 'simulated']),
  attribution: z.string().nullable(),
  kind: z.string(),
  model: z.string(),
  modelVersion: z.string(),
  modelTitle: z.string(),
  openedAt: instantOutSchema,
  closedAt: instantOutSchema.nullable(),
  seq: z.number(),
  fit: fitSchema,
  readUntil: instantOutSchema.nullable(),
  latest: latestSchema.nullable(),
  risks: z.array(riskSchema),
  track: trackSchema.nullable(),
  drift: z.number().nullable(),
  recent: z.strictObject({ at: z.array(instantOutSchema), median: z.array(z.number()) }),
};
