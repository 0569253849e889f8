import { z } from 'zod';

/** A whole number in a query string, from `low` to `high`. */
export function wholeNumberSchema(low: number, high: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,15}$/, `a whole number from ${low} to ${high}`)
    .meta({ description: `a whole number from ${low} to ${high}` })
    .transform(Number)
    .refine((value) => value >= low && value <= high, `a whole number from ${low} to ${high}`);
}
