import type {
  ChangeView,
  CouplingView,
  QuantityView,
  RangeView,
  SubjectSummary,
  SubjectTwinView,
  SubjectView,
} from '@twinward/runtime';
import { z } from 'zod';
import type { FieldsOf } from './fields-of.ts';
import { instantOutSchema } from './instant-schema.ts';
import { interventionTypeSchema } from './intervention-type-schema.ts';
import { spreadFields, spreadSchema } from './spread-schema.ts';
import { summaryFields } from './summary-fields.ts';
import { twinSummarySchema } from './twin-schema.ts';

/** The range in which a quantity should lie. */
export const rangeSchema: z.ZodType<RangeView> = z
  .strictObject({ low: z.number().nullable(), high: z.number().nullable(), source: z.string() })
  .meta({ id: 'RangeView' });

const quantitySchema: z.ZodType<QuantityView> = z
  .strictObject({
    ...spreadFields,
    of: z.enum(['observable', 'output']),
    range: rangeSchema.nullable(),
    endpoint: z.boolean(),
  })
  .meta({ id: 'QuantityView' });

const subjectTwinSchema: z.ZodType<SubjectTwinView> = z
  .strictObject({
    ...summaryFields,
    catchingUp: z.boolean(),
    observedAt: instantOutSchema.nullable(),
    age: z.number().nullable().meta({ description: 'seconds since the latest reading' }),
    outside: z.array(z.string()),
    quantities: z.array(quantitySchema),
    interventions: z.array(interventionTypeSchema),
    horizon: z.number().meta({ description: 'seconds' }),
  })
  .meta({ id: 'SubjectTwinView' });

/** What one twin of a subject feeds another. */
export const couplingSchema: z.ZodType<CouplingView> = z
  .strictObject({
    from: z.strictObject({ twin: z.string(), output: z.string(), label: z.string() }),
    to: z.strictObject({ twin: z.string(), input: z.string(), label: z.string() }),
    unit: z.string(),
    delay: z.number().meta({ description: 'seconds' }),
  })
  .meta({ id: 'CouplingView' });

const changeSchema: z.ZodType<ChangeView> = z
  .strictObject({
    twin: z.string(),
    of: z.enum(['observable', 'output']),
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    range: rangeSchema.nullable(),
    endpoint: z.boolean(),
    was: spreadSchema,
    now: spreadSchema,
    difference: z.strictObject({ q05: z.number(), q50: z.number(), q95: z.number() }),
    direction: z.enum(['higher', 'lower']),
    probability: z.number(),
    paired: z.boolean(),
    relative: z.number(),
  })
  .meta({ id: 'ChangeView' });

const who: Omit<FieldsOf<SubjectSummary>, 'twins'> = {
  subject: z.string(),
  label: z.string(),
  origins: z.array(z.enum(['real', 'recorded', 'simulated'])),
};

/** A subject in the list. */
export const subjectSummarySchema: z.ZodType<SubjectSummary> = z
  .strictObject({ ...who, twins: z.array(twinSummarySchema) })
  .meta({ id: 'SubjectSummary' });

/** A subject with all that its twins know of it. */
export const subjectViewSchema: z.ZodType<SubjectView> = z
  .strictObject({
    ...who,
    at: instantOutSchema,
    since: instantOutSchema,
    twins: z.array(subjectTwinSchema),
    couplings: z.array(couplingSchema),
    changed: z.array(changeSchema),
    unknownThen: z.array(z.string()),
    comparing: z.array(z.string()),
  })
  .meta({ id: 'SubjectView' });
