import type { ComparisonRunView, KeptComparisonView } from '@twinward/runtime';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';
import { subjectComparisonSchema } from './subject-comparison-schema.ts';

/** A what-if across the twins of a subject on its way. */
export const comparisonRunSchema: z.ZodType<ComparisonRunView> = z
  .strictObject({
    id: z.string(),
    subject: z.string(),
    by: z.string(),
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    done: z.number().meta({ description: 'futures of twins finished' }),
    of: z.number().meta({ description: 'how many there will be at most' }),
    standing: z.boolean(),
    result: subjectComparisonSchema.nullable(),
    problem: z
      .strictObject({ code: z.string(), detail: z.string(), remedy: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: 'ComparisonRunView' });

/** A what-if across the twins of a subject that somebody kept. */
export const keptComparisonSchema: z.ZodType<KeptComparisonView> = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    createdBy: z.string(),
    createdAt: instantOutSchema,
    result: subjectComparisonSchema,
  })
  .meta({ id: 'KeptComparisonView' });
