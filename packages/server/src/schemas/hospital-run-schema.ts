import type { OfferedLoad, RunWarning } from '@twinward/twins/hospital';
import { z } from 'zod';

/** A mean over replications with its 95 % interval. */
export interface IntervalView {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** A figure; null, with the reason, where it grows for as long as a run lasts. */
export interface FigureView {
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly why: string | null;
  readonly bound: string | null;
}

interface PlaceView {
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly site: string | null;
  readonly x: number | null;
  readonly y: number | null;
  readonly capacity: readonly { readonly time: number; readonly units: number }[];
}

/** One run of a hospital by its event log, from a time on, as columns: who was where, or waited for it, from when to when. */
export interface ReplayView {
  readonly from: number;
  readonly until: number;
  readonly entities: readonly string[];
  readonly places: readonly PlaceView[];
  readonly entity: readonly number[];
  readonly place: readonly number[];
  readonly waits: readonly boolean[];
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** A reported figure, and the model's own; under a scenario, the difference that it makes. */
interface CalibrationView extends FigureView {
  readonly name: string;
  readonly scenario: string | null;
  readonly reported: { readonly low: number; readonly high: number };
  readonly basis: string;
  readonly source: string;
  /** What is to be known of why the model meets it, or does not. */
  readonly note: string | null;
}

/** What running a hospital came to. */
export interface HospitalRunView {
  readonly model: string;
  readonly scenario: string | null;
  readonly seed: string;
  readonly replications: number;
  readonly until: number;
  readonly warmUp: number;
  readonly unit: 'min' | 'h' | 'd';
  readonly waiting: FigureView;
  readonly figures: readonly (FigureView & {
    readonly name: string;
    readonly change: IntervalView | null;
  })[];
  readonly loads: readonly OfferedLoad[];
  readonly warnings: readonly RunWarning[];
  readonly calibration: readonly CalibrationView[];
  readonly oneMore: readonly { readonly resource: string; readonly change: IntervalView }[];
  readonly report: string;
  readonly replay: ReplayView;
}

/** A run of a hospital as it stands. */
export interface HospitalRunStateView {
  readonly id: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly done: number;
  readonly of: number;
  readonly result: HospitalRunView | null;
  readonly problem: string | null;
}

const intervalSchema: z.ZodType<IntervalView> = z
  .strictObject({ mean: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'MeanInterval', description: 'a mean over replications with its 95 % interval' });

const figure = {
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  why: z.string().nullable().meta({ description: 'why there is no mean: a queue grows without end' }),
  bound: z.string().nullable().meta({
    description: 'that the mean is one of runs that end by themselves: a queue grows while they last',
  }),
};

const placeSchema: z.ZodType<PlaceView> = z
  .strictObject({
    name: z.string(),
    kind: z.string(),
    unit: z.string(),
    site: z.string().nullable(),
    x: z.number().nullable().meta({ description: 'metres on the floor plan' }),
    y: z.number().nullable(),
    capacity: z.array(z.strictObject({ time: z.number(), units: z.number() })),
  })
  .meta({ id: 'HospitalPlace' });

const replaySchema: z.ZodType<ReplayView> = z
  .strictObject({
    from: z.number(),
    until: z.number(),
    entities: z.array(z.string()),
    places: z.array(placeSchema),
    entity: z.array(z.int()).meta({ description: 'a column: whose stay, as a place among the entities' }),
    place: z.array(z.int()).meta({ description: 'where, as a place among the places' }),
    waits: z.array(z.boolean()).meta({ description: 'whether it waited for it, or held it' }),
    start: z.array(z.number()),
    end: z.array(z.number()),
  })
  .meta({ id: 'HospitalReplay' });

const loadSchema: z.ZodType<OfferedLoad> = z
  .strictObject({
    resource: z.string(),
    resources: z.array(z.string()).meta({ description: 'several where they stand in for each other' }),
    load: z.number(),
    capacity: z.number(),
    ratio: z.number().meta({ description: 'from 1 on its queue grows without end, unless patients give up' }),
    growth: z.number(),
  })
  .meta({ id: 'OfferedLoad' });

const warningSchema: z.ZodType<RunWarning> = z
  .strictObject({ kind: z.enum(['unstable', 'deadlock', 'growing', 'precision']), text: z.string() })
  .meta({ id: 'HospitalRunWarning' });

const runSchema: z.ZodType<HospitalRunView> = z
  .strictObject({
    model: z.string(),
    scenario: z.string().nullable(),
    seed: z.string(),
    replications: z.int(),
    until: z.number(),
    warmUp: z.number(),
    unit: z.enum(['min', 'h', 'd']),
    waiting: z.strictObject(figure).meta({ description: 'how many wait at a time, on average' }),
    figures: z.array(
      z.strictObject({
        name: z.string(),
        ...figure,
        change: intervalSchema
          .nullable()
          .meta({ description: 'paired difference from the hospital as it is; null where either grows' }),
      }),
    ),
    loads: z.array(loadSchema),
    warnings: z.array(warningSchema),
    calibration: z
      .array(
        z
          .strictObject({
            name: z.string(),
            scenario: z.string().nullable(),
            reported: z.strictObject({ low: z.number(), high: z.number() }),
            basis: z.string(),
            source: z.string(),
            note: z.string().nullable(),
            ...figure,
          })
          .meta({ id: 'HospitalCalibration' }),
      )
      .meta({
        description: 'reported figures beside those of the model, or the difference that a scenario makes',
      }),
    oneMore: z.array(z.strictObject({ resource: z.string(), change: intervalSchema })).meta({
      description:
        'what one more unit would do to how many wait, of the resources that most wait for, the greatest effect first, in intervals that hold together; empty where that grows',
    }),
    report: z.string().meta({ description: 'STRESS-DES report in Markdown' }),
    replay: replaySchema,
  })
  .meta({ id: 'HospitalRun' });

/** A run of a hospital as it stands. */
export const hospitalRunStateSchema: z.ZodType<HospitalRunStateView> = z
  .strictObject({
    id: z.string(),
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    done: z.int(),
    of: z.int().meta({ description: 'replications in all; 0 before the first' }),
    result: runSchema.nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'HospitalRunState' });
