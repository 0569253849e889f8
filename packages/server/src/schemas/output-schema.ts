import type { Output } from '@twinward/contract';
import { z } from 'zod';

/** A quantity a model computes that is not necessarily measured. */
export const outputSchema: z.ZodType<Output> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    reference: z
      .strictObject({ low: z.number().nullable(), high: z.number().nullable(), source: z.string() })
      .exactOptional(),
    endpoint: z.boolean(),
  })
  .meta({ id: 'Output' });
