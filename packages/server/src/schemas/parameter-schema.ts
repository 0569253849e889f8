import type { Distribution, Parameter } from '@twinward/contract';
import { z } from 'zod';

const distributionSchema: z.ZodType<Distribution> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), value: z.number() }),
    z.strictObject({ kind: z.literal('normal'), mean: z.number(), sd: z.number() }),
    z.strictObject({ kind: z.literal('logNormal'), median: z.number(), logSd: z.number() }),
    z.strictObject({
      kind: z.literal('logitNormal'),
      median: z.number(),
      logitSd: z.number(),
      low: z.number(),
      high: z.number(),
    }),
    z.strictObject({ kind: z.literal('uniform'), low: z.number(), high: z.number() }),
  ])
  .meta({ id: 'Distribution' });

/** A number a model needs, with its prior and where that comes from. */
export const parameterSchema: z.ZodType<Parameter> = z
  .strictObject({
    name: z.string(),
    symbol: z.string().exactOptional(),
    label: z.string(),
    unit: z.string(),
    prior: distributionSchema,
    source: z.string(),
    role: z.enum(['estimated', 'fixed', 'derived']),
  })
  .meta({ id: 'Parameter' });
