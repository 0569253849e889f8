import type { BeliefView } from '@twinward/runtime';
import { z } from 'zod';
import { fitSchema } from './fit-schema.ts';
import { instantOutSchema } from './instant-schema.ts';
import { spreadFields, spreadSchema } from './spread-schema.ts';

/** What the twin believed about an instant, given what was known at another. */
export const beliefSchema: z.ZodType<BeliefView> = z
  .strictObject({
    twin: z.string(),
    model: z.string(),
    modelVersion: z.string(),
    at: instantOutSchema,
    seq: z.number(),
    knownAt: instantOutSchema.nullable(),
    sha256: z.string(),
    size: z.number(),
    effectiveSize: z.number(),
    columns: z.array(z.strictObject({ ...spreadFields, role: z.enum(['state', 'parameter', 'memory']) })),
    observables: z.array(spreadSchema),
    outputs: z.array(spreadSchema),
    fit: fitSchema,
  })
  .meta({ id: 'BeliefView' });
