import type { DoneView, EstimatePoint, HistoryView, ReadingView } from '@twinward/runtime';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

const readingSchema: z.ZodType<ReadingView> = z
  .strictObject({
    seq: z.number(),
    at: instantOutSchema,
    recordedAt: instantOutSchema,
    observable: z.string(),
    value: z.number().nullable(),
    unit: z.string(),
    censored: z.enum(['below', 'above']).nullable(),
    absent: z.string().nullable(),
    status: z.string(),
    source: z.string(),
    sourceId: z.string(),
    doubts: z.array(z.string()),
  })
  .meta({ id: 'ReadingView' });

const doneSchema: z.ZodType<DoneView> = z
  .strictObject({
    seq: z.number(),
    at: instantOutSchema,
    recordedAt: instantOutSchema,
    type: z.string(),
    label: z.string(),
    amounts: z.record(z.string(), z.number()),
    source: z.string(),
    sourceId: z.string(),
  })
  .meta({ id: 'DoneView' });

const estimateSchema: z.ZodType<EstimatePoint> = z
  .strictObject({ at: instantOutSchema, observable: z.string(), mean: z.number(), sd: z.number() })
  .meta({ id: 'EstimatePoint' });

/** What happened to a twin's subject between two instants. */
export const historySchema: z.ZodType<HistoryView> = z
  .strictObject({
    twin: z.string(),
    from: instantOutSchema,
    to: instantOutSchema,
    readings: z.array(readingSchema),
    interventions: z.array(doneSchema),
    estimates: z.array(estimateSchema),
  })
  .meta({ id: 'HistoryView' });
