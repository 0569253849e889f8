import type { ComparedQuantity, ComparedTwin, SubjectComparisonView } from '@twinward/runtime';
import { z } from 'zod';
import { differenceSchema, effectFields, effectSchema } from './effect-schema.ts';
import { fanSchema } from './forecast-schema.ts';
import { instantOutSchema } from './instant-schema.ts';
import { riskSchema } from './risk-schema.ts';
import { rangeSchema } from './subject-schema.ts';

const quantitySchema: z.ZodType<ComparedQuantity> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    of: z.enum(['observable', 'output']),
    endpoint: z.boolean(),
    range: rangeSchema.nullable(),
    baseline: fanSchema,
    branch: fanSchema,
    difference: differenceSchema,
    effects: z.array(effectSchema),
    moves: z.enum(['surely', 'perhaps', 'none']),
    benefit: z.number().nullable(),
    harm: z.number().nullable(),
  })
  .meta({ id: 'ComparedQuantity' });

const twinSchema: z.ZodType<ComparedTwin> = z
  .strictObject({
    twin: z.string(),
    label: z.string(),
    title: z.string(),
    model: z.string(),
    modelVersion: z.string(),
    abstains: z.string().nullable(),
    reached: z.enum(['directly', 'through a coupling', 'not']),
    seq: z.number(),
    seed: z.string(),
    size: z.number(),
    from: instantOutSchema,
    times: z.array(instantOutSchema),
    quantities: z.array(quantitySchema),
    risks: z.strictObject({ baseline: z.array(riskSchema), branch: z.array(riskSchema) }),
  })
  .meta({ id: 'ComparedTwin' });

/** A what-if across all twins of a subject. */
export const subjectComparisonSchema: z.ZodType<SubjectComparisonView> = z
  .strictObject({
    subject: z.string(),
    seq: z.number(),
    knownAt: instantOutSchema,
    sha256: z.string(),
    minutes: z.number(),
    interventions: z.array(
      z
        .strictObject({
          type: z.string(),
          label: z.string(),
          at: instantOutSchema,
          amounts: z.record(z.string(), z.number()),
          twins: z.array(z.string()),
        })
        .meta({ id: 'UnderstoodProposal' }),
    ),
    twins: z.array(twinSchema),
    sideEffects: z.array(
      z
        .strictObject({
          twin: z.string(),
          ...effectFields,
          benefit: z.number().nullable(),
          harm: z.number().nullable(),
        })
        .meta({ id: 'SideEffect' }),
    ),
    unaffected: z.array(z.strictObject({ twin: z.string(), names: z.array(z.string()) })),
    warnings: z.array(
      z
        .strictObject({
          kind: z.enum(['abstains', 'outside-validity', 'input-held', 'beyond-horizon']),
          twin: z.string().nullable(),
          words: z.string(),
        })
        .meta({ id: 'ComparisonWarning' }),
    ),
    words: z.string(),
  })
  .meta({ id: 'SubjectComparisonView' });
