import type { FanView, ForecastView } from '@twinward/runtime';
import { z } from 'zod';
import { fitSchema } from './fit-schema.ts';
import { instantOutSchema } from './instant-schema.ts';
import { riskSchema } from './risk-schema.ts';

/** The fan of one quantity over the forecast's times. */
export const fanSchema: z.ZodType<FanView> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    of: z.enum(['observable', 'output']),
    mean: z.array(z.number()),
    q05: z.array(z.number()),
    q25: z.array(z.number()),
    q50: z.array(z.number()),
    q75: z.array(z.number()),
    q95: z.array(z.number()),
    paths: z.array(z.array(z.number())),
  })
  .meta({ id: 'FanView' });

/** What the twin expects. */
export const forecastSchema: z.ZodType<ForecastView> = z
  .strictObject({
    twin: z.string(),
    model: z.string(),
    modelVersion: z.string(),
    seq: z.number(),
    from: instantOutSchema,
    issuedAt: instantOutSchema,
    seed: z.string(),
    size: z.number(),
    times: z.array(instantOutSchema),
    fans: z.array(fanSchema),
    risks: z.array(riskSchema),
    fit: fitSchema,
  })
  .meta({ id: 'ForecastView' });
