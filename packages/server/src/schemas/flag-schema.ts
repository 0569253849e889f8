import { z } from 'zod';

/** A yes or no in a query string; `false` when absent. */
export const flagSchema: z.ZodType<boolean, string | undefined> = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
