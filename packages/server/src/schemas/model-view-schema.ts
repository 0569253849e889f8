import type { SourceAttribute, SubjectFact } from '@twinward/contract';
import { z } from 'zod';

/** A model as people read about it: its card, the evidence of its suites, and the source attributes with gaps shown. */
export interface ModelView {
  readonly name: string;
  readonly version: string;
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly contextOfUse: string;
  readonly decisionRole: string;
  readonly notFor: readonly string[];
  readonly risk: string;
  readonly equations: readonly { readonly what: string; readonly source: string }[];
  readonly population: string;
  /** What the model asks about its subject. */
  readonly facts: readonly SubjectFact[];
  readonly limits: readonly string[];
  readonly history: readonly { readonly version: string; readonly date: string; readonly change: string }[];
  readonly suites: readonly SuiteEvidence[];
  readonly attributes: readonly SourceAttribute[];
}

/** What `twinward verify` last recorded of one suite; counts are null when it was never recorded. */
export interface SuiteEvidence {
  readonly suite: string;
  readonly cases: number | null;
  readonly passed: number | null;
  readonly failed: readonly { readonly name: string; readonly why: string }[];
  readonly unsupported: readonly { readonly name: string; readonly why: string }[];
  /** Each figure's name says what it is compared with. */
  readonly figures: readonly {
    readonly figure: string;
    readonly value: number | string | readonly number[];
  }[];
}

const figureSchema = z.strictObject({
  figure: z.string(),
  value: z.union([z.number(), z.string(), z.array(z.number())]),
});

const attributeSchema: z.ZodType<SourceAttribute> = z
  .strictObject({ id: z.string(), group: z.string(), label: z.string(), text: z.string().nullable() })
  .meta({ id: 'SourceAttribute' });

const factSchema: z.ZodType<SubjectFact> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string().nullable(),
    required: z.boolean(),
    minimum: z.number().exactOptional(),
    maximum: z.number().exactOptional(),
  })
  .meta({ id: 'SubjectFact' });

const namedReason = z.strictObject({ name: z.string(), why: z.string() });

const suiteSchema: z.ZodType<SuiteEvidence> = z
  .strictObject({
    suite: z.string(),
    cases: z.int().nullable(),
    passed: z.int().nullable(),
    failed: z.array(namedReason),
    unsupported: z.array(namedReason),
    figures: z.array(figureSchema),
  })
  .meta({ id: 'SuiteEvidence' });

/** A model as people read about it. */
export const modelViewSchema: z.ZodType<ModelView> = z
  .strictObject({
    name: z.string(),
    version: z.string(),
    kind: z.string(),
    title: z.string(),
    summary: z.string(),
    contextOfUse: z.string(),
    decisionRole: z.string(),
    notFor: z.array(z.string()),
    risk: z.string(),
    equations: z.array(z.strictObject({ what: z.string(), source: z.string() })),
    population: z.string(),
    facts: z.array(factSchema),
    limits: z.array(z.string()),
    history: z.array(z.strictObject({ version: z.string(), date: z.string(), change: z.string() })),
    suites: z.array(suiteSchema),
    attributes: z.array(attributeSchema),
  })
  .meta({ id: 'ModelView' });
