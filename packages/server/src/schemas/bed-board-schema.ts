import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** When such patients leave: hours from now by which one in four, half and three in four have, and the probability of having left in so many hours. */
export interface BedLeaving {
  readonly q25: number;
  readonly q50: number;
  readonly q75: number;
  readonly within24: number;
  readonly within48: number;
  readonly within72: number;
}

/** A patient in or waiting for a bed; `plannedAt` is when a message said they are to be discharged. */
export interface BedPatient {
  readonly visit: string;
  readonly specialty: string;
  readonly sex: string | null;
  readonly isolation: string | null;
  readonly acuity: number | null;
  readonly admittedAt: string | null;
  readonly placedAt: string;
  readonly unit: string | null;
  readonly plannedAt: string | null;
  readonly leaves: BedLeaving;
}

/** A bed, and who lies in it. */
export interface BedRow {
  readonly unit: string;
  readonly room: string | null;
  readonly bed: string;
  readonly condition: 'ready' | 'housekeeping' | 'closed' | 'contaminated' | 'isolated';
  readonly since: string;
  readonly reserved: boolean;
  readonly patient: BedPatient | null;
}

/** The beds of a unit; of its patients `leaving24` are expected to have left in 24 hours. */
export interface BedUnit {
  readonly unit: string;
  readonly patients: number;
  readonly staffed: number;
  readonly closed: number;
  readonly cleaning: number;
  readonly reserved: number;
  readonly leaving24: number;
}

/** Beds needed at each of the next 72 hours while capacity does not bind, and the probability that they are more than are staffed. */
export interface BedFan {
  readonly hours: readonly number[];
  readonly mean: readonly number[];
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
  readonly staffed: number | null;
  readonly over: readonly number[] | null;
}

/** The bed board of a hospital. */
export interface BedBoard {
  readonly at: string;
  readonly units: readonly BedUnit[];
  readonly rows: readonly BedRow[];
  readonly waiting: readonly BedPatient[];
  readonly fan: BedFan;
  readonly contradictions: readonly {
    readonly at: string;
    readonly messageId: string;
    readonly problem: string;
  }[];
}

const leavesSchema: z.ZodType<BedLeaving> = z
  .strictObject({
    q25: z.number(),
    q50: z.number(),
    q75: z.number(),
    within24: z.number(),
    within48: z.number(),
    within72: z.number(),
  })
  .meta({ id: 'BedLeaving' });

const patientSchema: z.ZodType<BedPatient> = z
  .strictObject({
    visit: z.string(),
    specialty: z.string(),
    sex: z.string().nullable(),
    isolation: z.string().nullable(),
    acuity: z.number().nullable(),
    admittedAt: instantOutSchema.nullable(),
    placedAt: instantOutSchema,
    unit: z.string().nullable(),
    plannedAt: instantOutSchema.nullable(),
    leaves: leavesSchema,
  })
  .meta({ id: 'BedPatient' });

const rowSchema: z.ZodType<BedRow> = z
  .strictObject({
    unit: z.string(),
    room: z.string().nullable(),
    bed: z.string(),
    condition: z.enum(['ready', 'housekeeping', 'closed', 'contaminated', 'isolated']),
    since: instantOutSchema,
    reserved: z.boolean(),
    patient: patientSchema.nullable(),
  })
  .meta({ id: 'BedRow' });

const unitSchema: z.ZodType<BedUnit> = z
  .strictObject({
    unit: z.string(),
    patients: z.number(),
    staffed: z.number(),
    closed: z.number(),
    cleaning: z.number(),
    reserved: z.number(),
    leaving24: z.number(),
  })
  .meta({ id: 'BedUnit' });

const fanSchema: z.ZodType<BedFan> = z
  .strictObject({
    hours: z.array(z.number()),
    mean: z.array(z.number()),
    q05: z.array(z.number()),
    q25: z.array(z.number()),
    q50: z.array(z.number()),
    q75: z.array(z.number()),
    q95: z.array(z.number()),
    staffed: z.number().nullable(),
    over: z.array(z.number()).nullable(),
  })
  .meta({ id: 'BedFan' });

/** A bed board as it is sent. */
export const bedBoardSchema: z.ZodType<BedBoard> = z
  .strictObject({
    at: instantOutSchema,
    units: z.array(unitSchema),
    rows: z.array(rowSchema),
    waiting: z.array(patientSchema),
    fan: fanSchema,
    contradictions: z.array(
      z
        .strictObject({ at: instantOutSchema, messageId: z.string(), problem: z.string() })
        .meta({ id: 'BedContradiction' }),
    ),
  })
  .meta({ id: 'BedBoard' });
