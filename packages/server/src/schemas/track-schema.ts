import type { TrackView } from '@twinward/runtime';
import { z } from 'zod';

/** How the twin's own forecasts came true at one lead time. */
export const trackSchema: z.ZodType<TrackView> = z
  .strictObject({
    lead: z.number().meta({ description: 'seconds' }),
    scored: z.int().min(0),
    live: z.int().min(0),
    rmse: z.number(),
    persistenceRmse: z.number(),
    crps: z.number(),
    coverage50: z.number(),
    coverage90: z.number(),
    pit: z.array(z.number()).meta({ description: 'counts in ten equal bins' }),
  })
  .meta({ id: 'TrackView' });
