import type { Amount, LabelledValue } from './basis.ts';
import type { Count, HospitalNode, NodeCondition, WaitCause } from './hospital-node.ts';

/** The version of the format; it changes only when an old file would mean something else. */
export const HOSPITAL_FORMAT = 'twinward-hospital/1';

/** The units of time of a model. */
export type HospitalTimeUnit = 'min' | 'h' | 'd';

/** Local hours on some days of the week; `to` not after `from` ends on the day after. */
export interface Shift {
  /** `mon` to `sun`; every day unless said. */
  readonly days?: readonly string[];
  /** `HH:MM` by the clock of the model's zone. */
  readonly from: string;
  readonly to: string;
  readonly units: Count;
}

/** Something that is waited for and held: staff, beds, rooms, equipment. */
export interface HospitalResource {
  readonly kind?: WaitCause;
  /** Units at all times, or by shifts, which add up where they overlap. */
  readonly capacity: Count | { readonly shifts: readonly Shift[] };
  /** Places that one unit gives, as the 8 patients of a nurse; requests are in places. */
  readonly places?: Count;
  /** `priority` and then first come unless said; `shortest` goes by the amount in `key`, smallest first within a priority. */
  readonly order?: 'first-come' | 'last-come' | 'shortest';
  readonly key?: Amount;
  readonly queueLimit?: Count;
  /** Whether one that cannot be served yet lets others pass. */
  readonly overtaking?: boolean;
  /** How a delay goes on that a more urgent entity interrupts: what was left, the whole again, drawn anew, or not at all. */
  readonly preemption?: 'none' | 'resume' | 'restart' | 'resample' | 'reroute';
  /** When capacity falls: wait for units to come back, or take them from the least urgent, of those from the latest. */
  readonly onFall?: 'drain' | 'preempt';
  /** An attribute that all who are in it at one time share, as the sex of a bay or the infection of a cohort. */
  readonly shared?: string;
  /** Units kept free for those of a priority or a more urgent one. */
  readonly reserve?: { readonly units: Count; readonly priority: number };
  /** Delays `at` it are divided by this. */
  readonly speed?: number;
  /** What a unit needs after use before it can be had again, and whom it needs for it. */
  readonly turnover?: { readonly time: Amount; readonly by?: Readonly<Record<string, Count>> };
  /** The unit of the hospital it belongs to, see `units`. */
  readonly unit?: string;
}

/** Patients with an appointment. */
export interface Appointments {
  readonly days?: readonly string[];
  /** Times by the clock of the model's zone, or slots from one time to another. */
  readonly at:
    | readonly string[]
    | { readonly from: string; readonly to: string; readonly every: Amount; readonly each?: Count };
  /** How much later than the appointment they come; negative is early. */
  readonly lateness?: Amount;
  readonly noShow?: number | { readonly parameter: string };
}

/** Where entities come from: exactly one of `every`, `rate`, `appointments` and `replay`. */
export interface HospitalSource {
  /** Time between arrivals. */
  readonly every?: Amount;
  /** Arrivals an hour by the clock for each hour of the day, times the factor of the weekday, Monday first. */
  readonly rate?: {
    readonly perHour: readonly number[] | { readonly parameter: string };
    readonly weekdays?: readonly number[] | { readonly parameter: string };
    readonly times?: Amount;
  };
  readonly appointments?: Appointments;
  /** Times from the start of the run on, with the attributes of each. */
  readonly replay?: {
    readonly at: readonly number[];
    readonly attributes?: Readonly<Record<string, readonly number[]>>;
    readonly ids?: readonly string[];
  };
  /** Entities that come together. */
  readonly batch?: Count;
  readonly limit?: Count;
  readonly until?: number;
  /** Attributes on arrival, in the order written. */
  readonly set?: Readonly<Record<string, Amount>>;
  readonly first: string;
}

/** Rules for a bed, tried in order: the first that suits the patient and has one free. */
export type PlacementPolicy = readonly {
  readonly bed: string;
  readonly when?: readonly NodeCondition[];
  /** Why it is this bed; placements are counted by reason. */
  readonly reason: string;
}[];

/** A part of the hospital on the floor plan; x and y in metres. */
export interface HospitalUnit {
  readonly name: string;
  readonly site?: string;
  readonly kind?: string;
  readonly x?: number;
  readonly y?: number;
}

/** A hospital as data: who comes, what they go through, and what they need for it. */
export interface HospitalModel {
  readonly format: typeof HOSPITAL_FORMAT;
  readonly name: string;
  readonly about?: string;
  readonly time: {
    readonly unit: HospitalTimeUnit;
    /** Local date and time at which runs begin, `YYYY-MM-DDTHH:MM`. */
    readonly start?: string;
    /** IANA name; UTC unless said. */
    readonly zone?: string;
  };
  /** Run length, warm-up and replications that suit the model, in its unit of time. */
  readonly run: {
    readonly until: number;
    readonly warmUp?: number;
    readonly replications?: number;
    /**
     * A run is something whole that begins empty and ends by itself, such as a day from opening to closing: figures are means over such
     * runs, also where more comes in one than can be done. Otherwise a run is a stretch of something that goes on, and what grows in it has
     * no mean.
     */
    readonly terminating?: boolean;
  };
  readonly parameters?: Readonly<Record<string, LabelledValue>>;
  /** Values of parameters that are otherwise, by scenario. */
  readonly scenarios?: Readonly<Record<string, Readonly<Record<string, Amount | readonly number[]>>>>;
  readonly units?: Readonly<Record<string, HospitalUnit>>;
  readonly resources: Readonly<Record<string, HospitalResource>>;
  readonly policies?: Readonly<Record<string, PlacementPolicy>>;
  readonly sources: Readonly<Record<string, HospitalSource>>;
  readonly nodes: Readonly<Record<string, HospitalNode>>;
  /** What the model was calibrated to: reported figures beside what it gives. */
  readonly targets?: readonly CalibrationTarget[];
}

/** A reported figure, the figure of the model that it is compared with, and what is said of it. */
export interface CalibrationTarget {
  readonly name: string;
  readonly figure: string;
  /** The figure in this scenario less the one of the model as it is. */
  readonly scenario?: string;
  readonly reported: number | readonly [number, number];
  readonly basis: LabelledValue['basis'];
  readonly source?: string;
  /** What is to be known of why the model meets it, or does not. */
  readonly note?: string;
}
