import type { LogColumns } from '@twinward/twins/hospital';
import { z } from 'zod';

/** What a file with an event log looks like before it is mapped. */
export interface EventLogPreview {
  readonly format: 'table' | 'xes';
  readonly rows: number | null;
  readonly header: readonly { readonly name: string; readonly example: string }[];
  readonly columns: { readonly [R in keyof Required<LogColumns>]: string | null };
}

const column = z.string().nullable();

/** What a file with an event log looks like before it is mapped. */
export const eventLogPreviewSchema: z.ZodType<EventLogPreview> = z
  .strictObject({
    format: z.enum(['table', 'xes']),
    rows: z.int().nullable().meta({ description: 'below the header; null for XES' }),
    header: z.array(
      z.strictObject({ name: z.string(), example: z.string().meta({ description: 'of its first row' }) }),
    ),
    columns: z
      .strictObject({
        case: column,
        activity: column,
        time: column,
        start: column,
        complete: column,
        transition: column,
        instance: column,
        resource: column,
      })
      .meta({ description: 'what each column is known to hold by its name' }),
  })
  .meta({ id: 'EventLogPreview' });
