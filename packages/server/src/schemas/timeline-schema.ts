import type { TimelineView } from '@twinward/runtime';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

const entry = { at: instantOutSchema, words: z.string() };
const sent = { source: z.string(), sourceId: z.string() };

/** What happened to a subject between two instants, newest first. */
export const timelineSchema: z.ZodType<TimelineView> = z
  .strictObject({
    subject: z.string(),
    from: instantOutSchema,
    to: instantOutSchema,
    entries: z.array(
      z.union([
        z
          .strictObject({
            ...entry,
            ...sent,
            kind: z.literal('intervention'),
            seq: z.number(),
            recordedAt: instantOutSchema,
            type: z.string(),
            amounts: z.record(z.string(), z.number()),
            twins: z.array(z.string()),
          })
          .meta({ id: 'TimelineIntervention' }),
        z
          .strictObject({
            ...entry,
            kind: z.literal('observations'),
            label: z.string(),
            unit: z.string(),
            count: z.number(),
            first: z.number(),
            last: z.number(),
            low: z.number(),
            high: z.number(),
            sources: z.array(z.string()),
          })
          .meta({ id: 'TimelineObservations' }),
        z
          .strictObject({
            ...entry,
            ...sent,
            kind: z.literal('held-aside'),
            taken: z.boolean(),
            seq: z.number(),
            label: z.string(),
            reason: z.string(),
          })
          .meta({ id: 'TimelineHeldAside' }),
        z
          .strictObject({
            ...entry,
            ...sent,
            kind: z.literal('correction'),
            seq: z.number(),
            recordedAt: instantOutSchema,
            what: z.enum(['corrected', 'withdrawn']),
            label: z.string(),
          })
          .meta({ id: 'TimelineCorrection' }),
        z
          .strictObject({
            ...entry,
            kind: z.literal('alert'),
            seq: z.number(),
            twin: z.string(),
            alert: z.string(),
            step: z.enum([
              'raised',
              'worsened',
              'acknowledged',
              'snoozed',
              'returned',
              'escalated',
              'resolved',
            ]),
          })
          .meta({ id: 'TimelineAlert' }),
        z
          .strictObject({
            ...entry,
            kind: z.literal('flag'),
            twin: z.string(),
            reason: z.string().nullable(),
          })
          .meta({ id: 'TimelineFlag' }),
        z
          .strictObject({
            ...entry,
            kind: z.enum(['twin-opened', 'twin-closed', 'coupled', 'uncoupled', 'advice']),
            seq: z.number(),
            twin: z.string(),
          })
          .meta({ id: 'TimelineStanding' }),
        z
          .strictObject({
            ...entry,
            kind: z.literal('scenario'),
            twin: z.string(),
            id: z.string(),
            name: z.string(),
          })
          .meta({ id: 'TimelineScenario' }),
      ]),
    ),
    next: instantOutSchema.nullable(),
  })
  .meta({ id: 'TimelineView' });
