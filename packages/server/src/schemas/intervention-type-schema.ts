import type { InterventionField, InterventionType } from '@twinward/contract';
import { z } from 'zod';
import { codingSchema } from './coding-schema.ts';

const fieldSchema: z.ZodType<InterventionField> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    minimum: z.number(),
    maximum: z.number(),
    default: z.number(),
    step: z.number(),
  })
  .meta({ id: 'InterventionField' });

/** Something that can be done to a subject, as a model declares it. */
export const interventionTypeSchema: z.ZodType<InterventionType> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    code: codingSchema.exactOptional(),
    fields: z.array(fieldSchema),
    acts: z.string(),
    lasting: z.boolean(),
  })
  .meta({ id: 'InterventionType' });
