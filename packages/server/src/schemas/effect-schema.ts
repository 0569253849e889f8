import type { DifferenceView, EffectView } from '@twinward/runtime';
import { z } from 'zod';
import type { FieldsOf } from './fields-of.ts';

/** Scenario minus baseline at each instant. */
export const differenceSchema: z.ZodType<DifferenceView> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    q05: z.array(z.number()),
    q25: z.array(z.number()),
    q50: z.array(z.number()),
    q75: z.array(z.number()),
    q95: z.array(z.number()),
  })
  .meta({ id: 'DifferenceView' });

/** The fields of an effect, for those that say more of it. */
export const effectFields: FieldsOf<EffectView> = {
  what: z.enum(['highest', 'lowest', 'mean', 'end']),
  of: z.string(),
  label: z.string(),
  unit: z.string(),
  q05: z.number(),
  q50: z.number(),
  q95: z.number(),
  higher: z.number(),
  lower: z.number(),
};

/** A summary of the paired difference over the horizon. */
export const effectSchema: z.ZodType<EffectView> = z.strictObject(effectFields).meta({ id: 'EffectView' });
