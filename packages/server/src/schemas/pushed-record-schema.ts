import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** One event of the record as live push sends it: enough to draw it without asking again. */
export interface PushedRecord {
  readonly part: number;
  readonly seq: number;
  readonly subject: string;
  /** The open twins of the subject. */
  readonly twins: readonly string[];
  readonly kind: string;
  /** When it was true, and when it became known. */
  readonly at: string;
  readonly recordedAt: string;
  readonly observation: {
    /** `system|code`. */
    readonly code: string;
    readonly value: number | null;
    readonly unit: string | null;
    readonly censored: 'below' | 'above' | null;
    readonly absent: string | null;
    readonly status: string;
  } | null;
  readonly intervention: {
    readonly type: string;
    readonly amounts: Readonly<Record<string, number>>;
    readonly withdrawn: boolean;
  } | null;
}

/** The payload of `event: record`. */
export const pushedRecordSchema: z.ZodType<PushedRecord> = z
  .strictObject({
    part: z.int(),
    seq: z.int(),
    subject: z.string(),
    twins: z.array(z.string()),
    kind: z.string(),
    at: instantOutSchema,
    recordedAt: instantOutSchema,
    observation: z
      .strictObject({
        code: z.string().meta({ description: 'system|code' }),
        value: z.number().nullable(),
        unit: z.string().nullable(),
        censored: z.enum(['below', 'above']).nullable(),
        absent: z.string().nullable(),
        status: z.string(),
      })
      .nullable(),
    intervention: z
      .strictObject({ type: z.string(), amounts: z.record(z.string(), z.number()), withdrawn: z.boolean() })
      .nullable(),
  })
  .meta({ id: 'PushedRecord', description: 'the payload of `event: record` of the event stream' });
