import type { RiskView } from '@twinward/runtime';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** How many of fifty futures cross a threshold. */
export const riskSchema: z.ZodType<RiskView> = z
  .strictObject({
    name: z.string(),
    words: z.string(),
    of: z.string(),
    side: z.enum(['below', 'above']),
    limit: z.number(),
    unit: z.string(),
    source: z.string(),
    probability: z.number().min(0).max(1),
    count: z.int().min(0).max(50),
    typicalAt: instantOutSchema.nullable(),
  })
  .meta({ id: 'RiskView' });
