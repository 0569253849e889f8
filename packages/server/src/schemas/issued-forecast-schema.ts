import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** A forecast as it was issued, with the scores of its leads as far as their truth has arrived. */
export interface IssuedView {
  readonly id: string;
  readonly model: string;
  readonly modelVersion: string;
  readonly seq: number;
  readonly from: string;
  readonly issuedAt: string;
  readonly mode: 'live' | 'hindcast';
  readonly observable: string;
  readonly persistence: number;
  readonly leads: readonly {
    /** Seconds. */
    readonly lead: number;
    readonly mean: number;
    readonly q05: number;
    readonly q25: number;
    readonly q50: number;
    readonly q75: number;
    readonly q95: number;
    /** Null until its truth has arrived. */
    readonly score: ScoreView | null;
  }[];
}

/** One lead of a forecast against its truth. */
export interface ScoreView {
  readonly truth: number;
  readonly error: number;
  readonly persistenceError: number;
  readonly crps: number;
  readonly pit: number;
  readonly inside50: boolean;
  readonly inside90: boolean;
}

const scoreSchema: z.ZodType<ScoreView> = z
  .strictObject({
    truth: z.number(),
    error: z.number(),
    persistenceError: z.number(),
    crps: z.number(),
    pit: z.number(),
    inside50: z.boolean(),
    inside90: z.boolean(),
  })
  .meta({ id: 'ScoreView' });

/** A forecast as it was issued. */
export const issuedSchema: z.ZodType<IssuedView> = z
  .strictObject({
    id: z.string(),
    model: z.string(),
    modelVersion: z.string(),
    seq: z.number(),
    from: instantOutSchema,
    issuedAt: instantOutSchema,
    mode: z.enum(['live', 'hindcast']),
    observable: z.string(),
    persistence: z.number(),
    leads: z.array(
      z.strictObject({
        lead: z.number(),
        mean: z.number(),
        q05: z.number(),
        q25: z.number(),
        q50: z.number(),
        q75: z.number(),
        q95: z.number(),
        score: scoreSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'IssuedView' });
