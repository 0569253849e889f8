import type { Urgency } from '@twinward/contract';
import type {
  AlertBudgetView,
  AlertDeedView,
  AlertDetail,
  AlertPage,
  AlertStatus,
  AlertView,
  FindingView,
  SignalCourseView,
  SignalView,
} from '@twinward/runtime';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

const URGENCIES = ['high', 'medium', 'low'] as const;
const STATUSES = ['raised', 'escalated', 'acknowledged', 'snoozed', 'resolved'] as const;

const signalSchema: z.ZodType<SignalView> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    value: z.number().nullable(),
    usual: z.number(),
    low: z.number(),
    high: z.number(),
    deviation: z.number().nullable(),
    share: z.number(),
  })
  .meta({ id: 'SignalView' });

const findingSchema: z.ZodType<FindingView> = z
  .strictObject({
    at: instantOutSchema,
    urgency: z.enum(URGENCIES),
    claim: z.string(),
    probability: z.number(),
    interval: z
      .strictObject({ low: z.number(), high: z.number(), unit: z.string(), level: z.number() })
      .nullable(),
    why: z.array(
      z.strictObject({ what: z.string(), weight: z.number().nullable(), unit: z.string().nullable() }),
    ),
    suggestion: z.string().nullable(),
    missing: z.array(z.string()),
    since: instantOutSchema,
    lead: z.strictObject({ low: z.number(), median: z.number(), high: z.number() }).nullable(),
    perYear: z.number().nullable(),
    signals: z.array(signalSchema),
  })
  .meta({ id: 'FindingView' });

const deedSchema: z.ZodType<AlertDeedView> = z
  .strictObject({
    kind: z.enum(['raised', 'worsened', 'acknowledged', 'snoozed', 'returned', 'escalated', 'resolved']),
    at: instantOutSchema,
    recordedAt: instantOutSchema,
    by: z.string(),
    role: z.string(),
    reason: z.string().nullable(),
    until: instantOutSchema.nullable(),
    to: z.string().nullable(),
  })
  .meta({ id: 'AlertDeedView' });

const alertFields = {
  id: z.string(),
  twin: z.string(),
  subject: z.string(),
  label: z.string(),
  origin: z.enum(['real', 'recorded', 'simulated']),
  condition: z.string(),
  conditionLabel: z.string(),
  status: z.enum(STATUSES),
  urgency: z.enum(URGENCIES),
  raisedAt: instantOutSchema,
  calledAt: instantOutSchema,
  snoozedUntil: instantOutSchema.nullable(),
  escalatedTo: z.string().nullable(),
  escalates: z.strictObject({ at: instantOutSchema, to: z.string() }).nullable(),
  endedAt: instantOutSchema.nullable(),
  finding: findingSchema,
  budget: z.number().nullable(),
  provenance: z.strictObject({
    seq: z.number(),
    model: z.string(),
    modelVersion: z.string(),
    seed: z.string(),
    observations: z.array(z.number()),
  }),
  deeds: z.array(deedSchema),
};

const courseSchema: z.ZodType<SignalCourseView> = z
  .strictObject({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    at: z.array(instantOutSchema),
    value: z.array(z.number().nullable()),
    usual: z.array(z.number()),
    low: z.array(z.number()),
    high: z.array(z.number()),
  })
  .meta({ id: 'SignalCourseView' });

/** An alert as the list shows it. */
export const alertSchema: z.ZodType<AlertView> = z.strictObject(alertFields).meta({ id: 'AlertView' });

/** An alert with the course of its signals. */
export const alertDetailSchema: z.ZodType<AlertDetail> = z
  .strictObject({ ...alertFields, courses: z.array(courseSchema), now: findingSchema.nullable() })
  .meta({ id: 'AlertDetail' });

/** A page of alerts. */
export const alertPageSchema: z.ZodType<AlertPage> = z
  .strictObject({
    alerts: z.array(alertSchema),
    total: z.int(),
    next: z.string().nullable(),
    open: z.strictObject({ high: z.int(), medium: z.int(), low: z.int() }),
  })
  .meta({ id: 'AlertPage' });

/** The budgets of all conditions. */
export const alertBudgetsSchema: z.ZodType<{ readonly budgets: readonly AlertBudgetView[] }> = z
  .strictObject({
    budgets: z.array(
      z
        .strictObject({
          condition: z.string(),
          label: z.string(),
          perYear: z.number().nullable(),
          least: z.number().nullable(),
          most: z.number().nullable(),
          initial: z.number().nullable(),
          chosen: z.strictObject({ by: z.string(), at: instantOutSchema, reason: z.string() }).nullable(),
          watched: z.int(),
          reading: z.int(),
          raised: z.int(),
          allowed: z.number().nullable(),
          own: z.array(
            z.strictObject({
              subject: z.string(),
              perYear: z.number(),
              by: z.string(),
              at: instantOutSchema,
              reason: z.string(),
            }),
          ),
        })
        .meta({ id: 'AlertBudgetView' }),
    ),
  })
  .meta({ id: 'AlertBudgets' });

/** The statuses and urgencies a list can be narrowed to. */
export const alertStatusSchema: z.ZodType<AlertStatus | 'open'> = z.enum(['open', ...STATUSES]);
/** How pressing. */
export const urgencySchema: z.ZodType<Urgency> = z.enum(URGENCIES);
