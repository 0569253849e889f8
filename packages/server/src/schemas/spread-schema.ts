import type { SpreadView } from '@twinward/runtime';
import { z } from 'zod';
import type { FieldsOf } from './fields-of.ts';

/** The fields of a quantity with its uncertainty, for those that say more of it. */
export const spreadFields: FieldsOf<SpreadView> = {
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  mean: z.number(),
  sd: z.number(),
  q05: z.number(),
  q25: z.number(),
  q50: z.number(),
  q75: z.number(),
  q95: z.number(),
};

/** A quantity with its uncertainty. */
export const spreadSchema: z.ZodType<SpreadView> = z.strictObject(spreadFields).meta({ id: 'SpreadView' });
