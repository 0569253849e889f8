import { ADT_KINDS, type AdtEvent } from '@twinward/contract';
import { z } from 'zod';
import { instantSchema } from './instant-schema.ts';

const name = z.string().min(1).max(120);
const placeSchema = z
  .strictObject({ unit: name, room: name.nullable().default(null), bed: name.nullable().default(null) })
  .meta({ id: 'AdtPlace' });
const kindSchema = z.enum(ADT_KINDS);

/** One thing that happened to a visit, a person or a bed, on its way in. */
export const adtEventSchema: z.ZodType<AdtEvent, unknown> = z
  .strictObject({
    kind: kindSchema,
    at: instantSchema,
    sentAt: instantSchema.exactOptional(),
    messageId: z.string().min(1).max(200),
    version: z.int().min(1).max(1_000_000).default(1),
    person: name.nullable().default(null),
    visit: name.nullable().default(null),
    place: placeSchema.exactOptional(),
    expectedAt: instantSchema.exactOptional(),
    status: z
      .enum(['closed', 'housekeeping', 'occupied', 'free', 'contaminated', 'isolated'])
      .exactOptional(),
    cancels: z.array(kindSchema).min(1).max(10).exactOptional(),
    cancelledAt: instantSchema.exactOptional(),
    into: name.exactOptional(),
    other: z
      .strictObject({ person: name.nullable().default(null), visit: name.nullable().default(null) })
      .exactOptional(),
    attributes: z
      .strictObject({
        specialty: name.exactOptional(),
        isolation: name.nullable().exactOptional(),
        sex: z.enum(['male', 'female', 'other', 'unknown']).exactOptional(),
        acuity: z.int().min(1).max(5).exactOptional(),
        plannedLeave: instantSchema.nullable().exactOptional(),
        child: z.boolean().exactOptional(),
      })
      .exactOptional(),
  })
  .meta({ id: 'AdtEvent' });
