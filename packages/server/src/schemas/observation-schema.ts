// What may come in as an observation: the contract's Observation with instants as ISO 8601 and sensible defaults.
import type { AbsentReason, Observation, ObservationStatus, TimePrecision } from '@twinward/contract';
import { z } from 'zod';
import { codingSchema } from './coding-schema.ts';
import { subjectSchema } from './identity-schema.ts';
import { instantSchema } from './instant-schema.ts';

const PRECISIONS = [
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
] as const satisfies readonly TimePrecision[];
const STATUSES = [
  'final',
  'preliminary',
  'corrected',
  'entered-in-error',
] as const satisfies readonly ObservationStatus[];
const ABSENT = [
  'unknown',
  'not-performed',
  'error',
  'not-a-number',
  'sensor-warm-up',
  'sensor-error',
] as const satisfies readonly AbsentReason[];

const unit = z.string().min(1).max(60).meta({ description: 'UCUM, case-sensitive' });

const valueSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('quantity'), value: z.number(), unit }),
    z.strictObject({
      kind: z.literal('censored'),
      side: z.enum(['below', 'above']),
      limit: z.number(),
      unit,
    }),
    z.strictObject({ kind: z.literal('count'), value: z.int().min(0) }),
    z.strictObject({ kind: z.literal('ordinal'), level: z.int().min(0), of: z.int().min(2).max(1000) }),
    z.strictObject({ kind: z.literal('absent'), reason: z.enum(ABSENT) }),
  ])
  .meta({ id: 'ObservedValue' });

/** One observation on its way in. */
export const observationSchema: z.ZodType<Observation> = z
  .strictObject({
    subject: subjectSchema,
    code: codingSchema,
    effectiveAt: instantSchema,
    precision: z.enum(PRECISIONS).default('second'),
    zone: z.string().min(1).max(60).exactOptional(),
    value: valueSchema,
    status: z.enum(STATUSES).default('final'),
    source: z.strictObject({
      system: z.string().min(1).max(120),
      id: z.string().min(1).max(200),
      version: z.int().min(1).max(1_000_000).default(1),
      device: z.string().min(1).max(120).exactOptional(),
    }),
    doubts: z.array(z.string().min(1).max(200)).max(20).exactOptional(),
  })
  .meta({ id: 'ObservationIn' });
