import { z } from 'zod';

/** What became of what was sent: its place in the record, durable by the time the reply is read. */
export interface Acknowledgement {
  readonly accepted: number;
  readonly duplicates: number;
  readonly results: readonly { readonly part: number; readonly seq: number; readonly duplicate: boolean }[];
}

/** What became of what was sent. */
export const acknowledgementSchema: z.ZodType<Acknowledgement> = z
  .strictObject({
    accepted: z.int().min(0).meta({ description: 'entries that are new in the record' }),
    duplicates: z.int().min(0).meta({ description: 'entries sent before, kept once' }),
    results: z.array(z.strictObject({ part: z.int(), seq: z.int(), duplicate: z.boolean() })),
  })
  .meta({ id: 'Acknowledgement' });
