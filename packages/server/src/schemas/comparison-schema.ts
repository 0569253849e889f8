import type { ComparisonView, DifferenceView, EffectView } from '@twinward/runtime';
import { z } from 'zod';
import { fanSchema, forecastSchema } from './forecast-schema.ts';
import { instantOutSchema } from './instant-schema.ts';
import { riskSchema } from './risk-schema.ts';

const differenceSchema: z.ZodType<DifferenceView> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    q05: z.array(z.number()),
    q25: z.array(z.number()),
    q50: z.array(z.number()),
    q75: z.array(z.number()),
    q95: z.array(z.number()),
  })
  .meta({ id: 'DifferenceView' });

const effectSchema: z.ZodType<EffectView> = z
  .strictObject({
    what: z.enum(['highest', 'lowest', 'mean', 'end']),
    of: z.string(),
    label: z.string(),
    unit: z.string(),
    q05: z.number(),
    q50: z.number(),
    q95: z.number(),
  })
  .meta({ id: 'EffectView' });

/** A what-if beside its baseline. */
export const comparisonSchema: z.ZodType<ComparisonView> = z
  .strictObject({
    id: z.string().nullable(),
    name: z.string().nullable(),
    interventions: z.array(
      z.strictObject({
        type: z.string(),
        at: instantOutSchema,
        amounts: z.record(z.string(), z.number()),
      }),
    ),
    baseline: forecastSchema,
    branch: z.strictObject({ fans: z.array(fanSchema), risks: z.array(riskSchema) }),
    differences: z.array(differenceSchema),
    effects: z.array(effectSchema),
    words: z.string(),
  })
  .meta({ id: 'ComparisonView' });
