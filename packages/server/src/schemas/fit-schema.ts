import type { FitView } from '@twinward/runtime';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** Whether the twin fits its subject now, and if not, why. */
export const fitSchema: z.ZodType<FitView> = z
  .strictObject({
    kind: z.enum(['fits', 'warming-up', 'abstains']),
    reason: z.string().nullable(),
    since: instantOutSchema.nullable(),
  })
  .meta({ id: 'FitView' });
