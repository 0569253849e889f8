import type { AsideView, ExplanationView, InnovationView, ParameterView, TermView } from '@twinward/runtime';
import { z } from 'zod';
import { directionSchema } from './direction-schema.ts';
import { fitSchema } from './fit-schema.ts';
import { instantOutSchema } from './instant-schema.ts';

const innovationSchema: z.ZodType<InnovationView> = z
  .strictObject({
    seq: z.number(),
    at: instantOutSchema,
    observable: z.string(),
    unit: z.string(),
    observed: z.number(),
    censored: z.enum(['below', 'above']).nullable(),
    predicted: z.number(),
    sd: z.number(),
    score: z.number(),
    pit: z.number(),
    shift: z.number(),
    doubt: z
      .number()
      .nullable()
      .meta({ description: 'factor by which its error variance was raised; 1 is trusted' }),
    recovered: z.int().nullable().meta({ description: 'members that were no numbers and were replaced' }),
    agreed: z.boolean().nullable().meta({ description: 'all members expected the same: nothing was learnt' }),
    note: z.string().nullable().meta({ description: 'what the filter did about it, in words' }),
  })
  .meta({ id: 'InnovationView' });

const quantiles = z.strictObject({ q05: z.number(), q50: z.number(), q95: z.number() });

const parameterViewSchema: z.ZodType<ParameterView> = z
  .strictObject({
    name: z.string(),
    symbol: z.string().nullable(),
    label: z.string(),
    unit: z.string(),
    source: z.string(),
    prior: quantiles,
    posterior: quantiles,
    varianceRatio: z.number(),
    verdict: z.enum(['informed', 'partly informed', 'mostly prior']),
    grid: z.array(z.number()),
    priorDensity: z.array(z.number()),
    posteriorDensity: z.array(z.number()),
  })
  .meta({ id: 'ParameterView' });

const termSchema: z.ZodType<TermView> = z
  .strictObject({
    what: z.string(),
    at: instantOutSchema.nullable(),
    effect: z.number(),
    unit: z.string(),
  })
  .meta({ id: 'TermView' });

const asideSchema: z.ZodType<AsideView> = z
  .strictObject({
    seq: z.number(),
    at: instantOutSchema,
    observable: z.string(),
    label: z.string(),
    value: z.number(),
    unit: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'AsideView', description: 'a reading that was set aside, and why' });

/** Why the twin believes what it believes. */
export const explanationSchema: z.ZodType<ExplanationView> = z
  .strictObject({
    twin: z.string(),
    seq: z.number(),
    at: instantOutSchema,
    fit: fitSchema,
    drift: z.number().nullable(),
    tolerance: z.number(),
    innovations: z.array(innovationSchema),
    aside: z.array(asideSchema),
    parameters: z.array(parameterViewSchema),
    directions: z.array(directionSchema),
    terms: z.array(termSchema),
    words: z.array(z.string()),
    provenance: z.strictObject({ readings: z.number(), interventions: z.number(), seed: z.string() }),
  })
  .meta({ id: 'ExplanationView' });
