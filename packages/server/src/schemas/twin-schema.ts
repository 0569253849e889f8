import type { TwinDetail, TwinSummary } from '@twinward/runtime';
import { z } from 'zod';
import { interventionTypeSchema } from './intervention-type-schema.ts';
import { outputSchema } from './output-schema.ts';
import { parameterSchema } from './parameter-schema.ts';
import { summaryFields } from './summary-fields.ts';

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
