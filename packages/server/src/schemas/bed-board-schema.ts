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

/** A number that is not known for certain: what is expected of it, and its 90 % interval. */
export interface BedCount {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A bed by its unit, room and name. */
export interface BedPlace {
  readonly unit: string;
  readonly room: string | null;
  readonly bed: string;
}

/** A patient in or waiting for a bed; `plannedAt` is when a message said they are to be discharged, `disputed` the bed that messages gave them while another lies in it. */
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
  readonly disputed: BedPlace | null;
  readonly leaves: BedLeaving;
  /** On a board of the past: when the patient was discharged in the three days after it, as is known now. */
  readonly leftAt: string | null;
}

/** A bed, and who lies in it; `claimedBy` are visits that messages put into it, too. */
export interface BedRow extends BedPlace {
  readonly condition: 'ready' | 'housekeeping' | 'closed' | 'contaminated' | 'isolated';
  readonly since: string;
  readonly reserved: boolean;
  readonly patient: BedPatient | null;
  readonly claimedBy: readonly string[];
}

/** The beds of a unit, and how many of its patients will have left in 24 hours. */
export interface BedUnit {
  readonly unit: string;
  readonly patients: number;
  readonly staffed: number;
  readonly closed: number;
  readonly cleaning: number;
  readonly reserved: number;
  readonly leaving24: BedCount;
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

/** Who came and left in the last 24 hours, hour by hour, and how many will in the next; `at` is when an hour began. */
export interface BedMovements {
  readonly past: readonly { readonly at: string; readonly admitted: number; readonly left: number }[];
  readonly next: readonly (BedCount & { readonly at: string })[];
  readonly admissions24: BedCount;
  readonly leaving24: BedCount;
}

/** From where a past board is seen: `then` by what had come by then, `now` by what is known today; `late` messages about the time since `since` came after it. */
export interface BedLookBack {
  readonly known: 'then' | 'now';
  readonly since: string;
  readonly late: number;
  /** When the latest of them came. */
  readonly lateUntil: string | null;
}

/** How chances of leaving within a day of patients with an announced discharge came true: Brier scores, heeding announcements and as if none were made. */
export interface AnnouncedTrack {
  readonly patients: number;
  readonly left: number;
  readonly announced: number;
  readonly silent: number;
}

/** The bed board of a hospital, now or, with `lookBack`, as it was. */
export interface BedBoard {
  readonly at: string;
  readonly lookBack: BedLookBack | null;
  readonly announced: AnnouncedTrack | null;
  readonly units: readonly BedUnit[];
  readonly rows: readonly BedRow[];
  readonly waiting: readonly BedPatient[];
  readonly fan: BedFan;
  readonly movements: BedMovements;
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

/** How chances told from announced discharges came true. */
export const announcedTrackSchema: z.ZodType<AnnouncedTrack> = z
  .strictObject({ patients: z.int(), left: z.int(), announced: z.number(), silent: z.number() })
  .meta({ id: 'AnnouncedTrack' });

const count = { mean: z.number(), low: z.number(), high: z.number() };
const countSchema: z.ZodType<BedCount> = z.strictObject(count).meta({ id: 'BedCount' });

const place = { unit: z.string(), room: z.string().nullable(), bed: z.string() };
const placeSchema: z.ZodType<BedPlace> = z.strictObject(place).meta({ id: 'BedPlace' });

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
    disputed: placeSchema.nullable(),
    leaves: leavesSchema,
    leftAt: instantOutSchema.nullable(),
  })
  .meta({ id: 'BedPatient' });

const rowSchema: z.ZodType<BedRow> = z
  .strictObject({
    ...place,
    condition: z.enum(['ready', 'housekeeping', 'closed', 'contaminated', 'isolated']),
    since: instantOutSchema,
    reserved: z.boolean(),
    patient: patientSchema.nullable(),
    claimedBy: z.array(z.string()),
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
    leaving24: countSchema,
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

const movementsSchema: z.ZodType<BedMovements> = z
  .strictObject({
    past: z.array(z.strictObject({ at: instantOutSchema, admitted: z.int(), left: z.int() })),
    next: z.array(z.strictObject({ at: instantOutSchema, ...count })),
    admissions24: countSchema,
    leaving24: countSchema,
  })
  .meta({ id: 'BedMovements' });

/** A bed board as it is sent. */
export const bedBoardSchema: z.ZodType<BedBoard> = z
  .strictObject({
    at: instantOutSchema,
    lookBack: z
      .strictObject({
        known: z.enum(['then', 'now']),
        since: instantOutSchema,
        late: z.int(),
        lateUntil: instantOutSchema.nullable(),
      })
      .nullable()
      .meta({ id: 'BedLookBack' }),
    announced: announcedTrackSchema.nullable(),
    units: z.array(unitSchema),
    rows: z.array(rowSchema),
    waiting: z.array(patientSchema),
    fan: fanSchema,
    movements: movementsSchema,
    contradictions: z.array(
      z
        .strictObject({ at: instantOutSchema, messageId: z.string(), problem: z.string() })
        .meta({ id: 'BedContradiction' }),
    ),
  })
  .meta({ id: 'BedBoard' });
