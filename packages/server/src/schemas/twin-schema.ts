import type { LatestReading, TwinDetail, TwinSummary } from '@twinward/runtime';
import { z } from 'zod';
import { fitSchema } from './fit-schema.ts';
import { instantOutSchema } from './instant-schema.ts';
import { interventionTypeSchema } from './intervention-type-schema.ts';
import { outputSchema } from './output-schema.ts';
import { parameterSchema } from './parameter-schema.ts';
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

const summaryFields = {
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
  latest: latestSchema.nullable(),
  risks: z.array(riskSchema),
  track: trackSchema.nullable(),
  drift: z.number().nullable(),
  recent: z.strictObject({ at: z.array(instantOutSchema), median: z.array(z.number()) }),
};

/** One line of the twins overview. */
export const twinSummarySchema: z.ZodType<TwinSummary> = z
  .strictObject(summaryFields)
  .meta({ id: 'TwinSummary' });

/** A twin with what its model declares. */
export const twinDetailSchema: z.ZodType<TwinDetail> = z
  .strictObject({
    ...summaryFields,
    facts: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        unit: z.string().nullable(),
        required: z.boolean(),
        minimum: z.number().exactOptional(),
        maximum: z.number().exactOptional(),
        value: z.union([z.number(), z.string(), z.boolean()]).nullable(),
      }),
    ),
    observables: z.array(z.strictObject({ name: z.string(), label: z.string(), unit: z.string() })),
    outputs: z.array(outputSchema),
    interventions: z.array(interventionTypeSchema),
    parameters: z.array(parameterSchema),
    horizon: z.strictObject({ length: z.number(), step: z.number(), scored: z.array(z.number()) }),
    seed: z.string(),
    members: z.number(),
  })
  .meta({ id: 'TwinDetail' });
