import { z } from 'zod';

/** An error as RFC 9457 problem details; `code`, `field`, `row` and `remedy` are the platform's own members. */
export const problemSchema: z.ZodType = z
  .strictObject({
    type: z.string().meta({ description: 'urn:twinward:error:<code>' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    field: z.string().exactOptional(),
    row: z.int().exactOptional(),
    remedy: z.string().exactOptional(),
    retryAfter: z.number().exactOptional().meta({ description: 'seconds' }),
  })
  .meta({ id: 'Problem' });
