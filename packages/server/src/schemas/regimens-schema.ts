import { z } from 'zod';
import type { RegimensView } from '../views/regimens-view.ts';

const targetSchema: z.ZodType<RegimensView['attain']> = z
  .strictObject({
    quantity: z.enum(['auc24', 'peak', 'trough']),
    low: z.number().nullable(),
    high: z.number().nullable(),
    words: z.string(),
    source: z.string(),
  })
  .meta({ id: 'DoseTarget' });

/** Candidate regimens of a drug against its targets. */
export const regimensSchema: z.ZodType<RegimensView> = z
  .strictObject({
    subject: z.string(),
    drug: z.string(),
    attain: targetSchema,
    avoid: targetSchema,
    day: z.number().nullable(),
    models: z.array(z.strictObject({ twin: z.string(), model: z.string(), weight: z.number() })),
    doses: z.number(),
    levels: z.number(),
    outside: z.array(z.string()),
    seed: z.string(),
    regimens: z.array(
      z
        .strictObject({
          amount: z.number().meta({ description: 'mg' }),
          interval: z.number().meta({ description: 'hours' }),
          over: z.number().meta({ description: 'hours' }),
          attains: z.number(),
          harms: z.number(),
          q05: z.number(),
          q50: z.number(),
          q95: z.number(),
          fifty: z.array(z.number()).length(50),
        })
        .meta({ id: 'JudgedRegimen' }),
    ),
  })
  .meta({ id: 'RegimensView' });
