import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** What a file holds, and what of it was kept. */
export interface ImportView {
  readonly format: string;
  readonly delimiter: string;
  readonly unit: string;
  readonly zone: string | null;
  readonly dayFirst: boolean | null;
  /** Rows below the header that are not empty. */
  readonly rows: number;
  /** Good readings; of these, how many are censored and how many without a value. */
  readonly readings: number;
  readonly censored: number;
  readonly absent: number;
  readonly interventions: number;
  /** In a preview: rows that repeat another. After an import also entries that were in the record already. */
  readonly duplicates: number;
  /** New entries in the record; 0 in a preview. */
  readonly accepted: number;
  readonly skipped: readonly { readonly why: string; readonly rows: number }[];
  readonly people: readonly { readonly id: string; readonly rows: number }[];
  readonly from: string | null;
  readonly to: string | null;
  readonly notes: readonly string[];
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
}

/** One thing wrong with a file. */
export interface ImportProblem {
  readonly code: string;
  readonly row: number | null;
  readonly field: string | null;
  readonly detail: string;
  readonly remedy: string | null;
}

const importProblemSchema: z.ZodType<ImportProblem> = z
  .strictObject({
    code: z.string(),
    row: z.int().nullable(),
    field: z.string().nullable(),
    detail: z.string(),
    remedy: z.string().nullable(),
  })
  .meta({ id: 'ImportProblem' });

/** What a file holds, and what of it was kept. */
export const importViewSchema: z.ZodType<ImportView> = z
  .strictObject({
    format: z.string(),
    delimiter: z.string(),
    unit: z.string(),
    zone: z.string().nullable(),
    dayFirst: z.boolean().nullable(),
    rows: z.int(),
    readings: z.int(),
    censored: z.int(),
    absent: z.int(),
    interventions: z.int(),
    duplicates: z.int(),
    accepted: z.int(),
    skipped: z.array(z.strictObject({ why: z.string(), rows: z.int() })),
    people: z.array(z.strictObject({ id: z.string(), rows: z.int() })),
    from: instantOutSchema.nullable(),
    to: instantOutSchema.nullable(),
    notes: z.array(z.string()),
    problems: z.array(importProblemSchema),
    problemCount: z.int(),
  })
  .meta({ id: 'ImportView' });
