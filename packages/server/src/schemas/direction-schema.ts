import type { DirectionView } from '@twinward/runtime';
import { z } from 'zod';

/** A combination of parameters, and how much of its prior variance the data have left. */
export const directionSchema: z.ZodType<DirectionView> = z
  .strictObject({
    words: z.string(),
    varianceRatio: z.number(),
    verdict: z.enum(['informed', 'partly informed', 'mostly prior']),
  })
  .meta({ id: 'DirectionView' });
