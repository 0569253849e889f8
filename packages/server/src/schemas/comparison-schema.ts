import type { ComparisonView } from '@twinward/runtime';
import { z } from 'zod';
import { differenceSchema, effectSchema } from './effect-schema.ts';
import { fanSchema, forecastSchema } from './forecast-schema.ts';
import { instantOutSchema } from './instant-schema.ts';
import { riskSchema } from './risk-schema.ts';

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
    words: z.string().meta({ description: "the result in sentences, on the model's headline" }),
    wordsOf: z
      .record(z.string(), z.string())
      .meta({ description: 'the same on each observable and output, by name' }),
  })
  .meta({ id: 'ComparisonView' });
