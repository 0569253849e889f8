import type { Coding } from '@twinward/contract';
import { z } from 'zod';

/** A code in a named system, as FHIR `Coding`. */
export const codingSchema: z.ZodType<Coding, Coding> = z
  .strictObject({
    system: z.string().min(1).max(200),
    code: z.string().min(1).max(100),
    display: z.string().max(200).exactOptional(),
  })
  .meta({ id: 'Coding' });
