import { type Instant, parseInstant, type TwinwardError } from '@twinward/contract';
import { z } from 'zod';

/** An instant on its way in: ISO 8601 with an offset; a local time is refused, never guessed. */
export const instantSchema: z.ZodType<Instant, string> = z
  .string()
  .max(40)
  .meta({ format: 'date-time', description: 'ISO 8601 with an offset, for example 2026-03-01T08:00:00Z' })
  .transform((text, context) => {
    try {
      return parseInstant(text);
    } catch (error) {
      const { message, place } = error as TwinwardError;
      context.addIssue({ code: 'custom', message, params: { code: 'time.invalid', remedy: place.remedy } });
      return z.NEVER;
    }
  });

/** An instant on its way out: ISO 8601 in UTC. */
export const instantOutSchema: z.ZodType<string> = z.string().meta({ format: 'date-time' });
