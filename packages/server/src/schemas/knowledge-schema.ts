import type {
  CareView,
  CoverageView,
  KnowledgeView,
  LeadCalibrationView,
  ScatterView,
  ShareBounds,
} from '@twinward/runtime';
import { z } from 'zod';
import { directionSchema } from './direction-schema.ts';
import { instantOutSchema } from './instant-schema.ts';

const share = z.number().min(0).max(1);
const bounds: z.ZodType<ShareBounds> = z
  .strictObject({ low: share, high: share })
  .meta({ id: 'ShareBounds' });

const coverageSchema: z.ZodType<CoverageView> = z
  .strictObject({
    from: instantOutSchema,
    to: instantOutSchema,
    scored: z.int().min(1),
    inside50: share,
    inside90: share,
    chance50: bounds,
    chance90: bounds,
  })
  .meta({ id: 'CoverageView' });

const leadSchema: z.ZodType<LeadCalibrationView> = z
  .strictObject({
    lead: z.number().meta({ description: 'seconds' }),
    scored: z.int().min(0),
    inside50: share,
    inside90: share,
    ranks: z
      .array(z.number())
      .meta({ description: 'counts of truths by tenth of the forecast they fell in' }),
    ranksChance: bounds,
    coverage: z.array(coverageSchema),
  })
  .meta({ id: 'LeadCalibrationView' });

const scatterSchema: z.ZodType<ScatterView> = z
  .strictObject({
    readings: z.int().min(0),
    mean: z.number().nullable(),
    sd: z.number().nullable(),
    correlation: z.number().nullable(),
    surprises: z.int().min(0),
    usualSurprises: z.number(),
  })
  .meta({ id: 'ScatterView' });

const careSchema: z.ZodType<CareView> = z
  .strictObject({
    readings: z.int().min(0),
    doubted: z.int().min(0).meta({ description: 'readings too far off, which moved the belief less' }),
    recovered: z.int().min(0).meta({ description: 'readings at which members were replaced' }),
    agreed: z.int().min(0).meta({ description: 'readings that taught nothing, as all members agreed' }),
    aside: z.int().min(0).meta({ description: 'readings beside the belief that moved nothing' }),
  })
  .meta({ id: 'CareView' });

/** How well a twin knows. */
export const knowledgeSchema: z.ZodType<KnowledgeView> = z
  .strictObject({
    twin: z.string(),
    at: instantOutSchema,
    members: z.int().min(1),
    effectiveMembers: z.number(),
    leads: z.array(leadSchema),
    scatter: scatterSchema,
    care: careSchema,
    directions: z.array(directionSchema),
    learnt: z.number(),
    words: z.array(z.string()),
  })
  .meta({ id: 'KnowledgeView' });
