import type { CycleMemberView, CycleView } from '@twinward/runtime';
import { z } from 'zod';
import { fitSchema } from './fit-schema.ts';
import { instantOutSchema } from './instant-schema.ts';
import { spreadSchema } from './spread-schema.ts';

const memberSchema: z.ZodType<CycleMemberView> = z
  .strictObject({
    member: z.int().min(0),
    weight: z.number().meta({ description: 'share of the belief; of all members shown they add up to 1' }),
    period: z.number().meta({ description: 'seconds the cycle lasts' }),
    signals: z.record(z.string(), z.array(z.number())).meta({
      description:
        'by name of the signal, in its unit; point k of n stands at k / (n - 1) of the period, the last at its end',
    }),
  })
  .meta({ id: 'CycleMemberView', description: 'one cycle of one member of the belief' });

/** What one cycle of a twin's subject looks like. */
export const cycleSchema: z.ZodType<CycleView> = z
  .strictObject({
    twin: z.string(),
    model: z.string(),
    modelVersion: z.string(),
    at: instantOutSchema,
    seq: z.number(),
    label: z.string(),
    points: z.int().min(2).meta({ description: 'of each signal' }),
    signals: z.array(z.strictObject({ name: z.string(), label: z.string(), unit: z.string() })),
    median: z.int().min(0).meta({ description: 'which of the members is the median one' }),
    members: z
      .array(memberSchema)
      .meta({ description: 'from the least to the greatest of the output by which they are ranked' }),
    figures: z.array(spreadSchema).meta({ description: 'of the cycle, over the members shown' }),
    fit: fitSchema,
  })
  .meta({ id: 'CycleView' });
