import {
  type ChangeableFactors,
  type Estimated,
  OM2_EVENTS,
  type Om2Event,
  type PreventRisk,
  type PreventWhatIf,
} from '@twinward/twins/patient';
import { z } from 'zod';

/** A change as it is listed. */
export interface RiskChangeView {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly source: string;
}

/** Probabilities after 1, 2, ... years, with their Monte-Carlo errors. */
export interface CurveView {
  readonly probability: readonly number[];
  readonly error: readonly number[];
}

/** What simulated lives came to. */
export interface ProgressionView {
  readonly alive: CurveView;
  readonly aliveWithout: CurveView;
  readonly happened: Readonly<Record<Om2Event, CurveView>>;
  readonly lifeYears: Estimated;
  readonly lifeYearsQuantiles: readonly number[];
  readonly qualityYears: Estimated | null;
}

/** What a change made of the same lives. */
export interface ProgressionDifferenceView {
  readonly lifeYears: Estimated;
  readonly qualityYears: Estimated | null;
  readonly alive: CurveView;
  readonly happened: Readonly<Record<Om2Event, CurveView>>;
  readonly effectEnds: readonly number[] | null;
}

interface Said {
  readonly changes: readonly RiskChangeView[];
  readonly factors: { readonly before: ChangeableFactors; readonly after: ChangeableFactors };
  readonly intervals: string;
  readonly limits: readonly string[];
  readonly source: string;
  readonly seed: string;
}

/** PREVENT as things stand and under changes. */
export interface CardiovascularReply extends Said {
  readonly model: PreventWhatIf['model'];
  readonly horizons: readonly Pick<PreventWhatIf, 'years' | 'usual' | 'changed' | 'byTrials'>[];
}

/** UKPDS-OM2 as things stand and under changes. */
export interface ProgressionReply extends Said {
  readonly lives: number;
  readonly years: number;
  readonly usual: ProgressionView;
  readonly changed: ProgressionView | null;
  readonly difference: ProgressionDifferenceView | null;
  readonly utilities: string;
  readonly outsideValidity: readonly string[];
}

const share = z.number().min(0).max(1);
const OUTCOMES = ['totalCvd', 'ascvd', 'heartFailure', 'coronary', 'stroke'] as const;

/** A change as it is listed. */
export const riskChangeSchema: z.ZodType<RiskChangeView> = z
  .strictObject({ id: z.string(), kind: z.string(), label: z.string(), source: z.string() })
  .meta({ id: 'RiskChange' });

const estimateSchema: z.ZodType<Estimated> = z
  .strictObject({
    mean: z.number(),
    error: z.number().min(0).meta({ description: 'Monte-Carlo standard error' }),
  })
  .meta({ id: 'MonteCarloMean' });

const curveSchema: z.ZodType<CurveView> = z
  .strictObject({
    probability: z.array(z.number()).meta({ description: 'after 1, 2, ... years' }),
    error: z.array(z.number()).meta({ description: 'Monte-Carlo standard error' }),
  })
  .meta({ id: 'YearlyCurve' });

const curvesSchema: z.ZodType<Readonly<Record<Om2Event, CurveView>>> = z
  .strictObject(each(OM2_EVENTS, curveSchema))
  .meta({ id: 'CurvesByComplication' });

const factorsSchema: z.ZodType<ChangeableFactors> = z
  .strictObject({
    ldl: z.number().nullable(),
    systolic: z.number(),
    hba1c: z.number().nullable(),
    bmi: z.number(),
    smoker: z.boolean(),
  })
  .meta({ id: 'ChangeableFactors' });

const said = {
  changes: z.array(riskChangeSchema),
  factors: z.strictObject({ before: factorsSchema, after: factorsSchema }),
  intervals: z.string().meta({ description: 'where intervals come from, and where there are none' }),
  limits: z.array(z.string()),
  source: z.string(),
  seed: z.string(),
};

const risksSchema: z.ZodType<PreventRisk> = z
  .strictObject(each(OUTCOMES, share))
  .meta({ id: 'PreventRisks' });

const changedSchema = z.strictObject({ risk: share, low: share, high: share }).meta({ id: 'ChangedRisk' });

const horizonSchema: z.ZodType<CardiovascularReply['horizons'][number]> = z
  .strictObject({
    years: z.literal([10, 30]),
    usual: risksSchema,
    changed: z.strictObject(each(OUTCOMES, changedSchema)).nullable(),
    byTrials: z.array(
      z.strictObject({
        outcome: z.enum(OUTCOMES),
        words: z.string(),
        risk: share,
        low: share,
        high: share,
        source: z.string(),
      }),
    ),
  })
  .meta({ id: 'CardiovascularHorizon' });

/** PREVENT as things stand and under changes. */
export const cardiovascularReplySchema: z.ZodType<CardiovascularReply> = z
  .strictObject({
    model: z.enum(['base', 'hba1c', 'uacr', 'full']),
    horizons: z.array(horizonSchema),
    ...said,
  })
  .meta({ id: 'CardiovascularReply' });

const progressionSchema: z.ZodType<ProgressionView> = z
  .strictObject({
    alive: curveSchema,
    aliveWithout: curveSchema,
    happened: curvesSchema,
    lifeYears: estimateSchema,
    lifeYearsQuantiles: z.array(z.number()).length(5).meta({ description: 'at .05, .25, .5, .75, .95' }),
    qualityYears: estimateSchema.nullable(),
  })
  .meta({ id: 'ProgressionView' });

const differenceSchema: z.ZodType<ProgressionDifferenceView> = z
  .strictObject({
    lifeYears: estimateSchema,
    qualityYears: estimateSchema.nullable(),
    alive: curveSchema,
    happened: curvesSchema,
    effectEnds: z
      .array(z.number())
      .length(2)
      .nullable()
      .meta({ description: 'life-years gained with all effects at the ends of their 95 % intervals' }),
  })
  .meta({ id: 'ProgressionDifference' });

/** UKPDS-OM2 as things stand and under changes. */
export const progressionReplySchema: z.ZodType<ProgressionReply> = z
  .strictObject({
    lives: z.int(),
    years: z.int(),
    usual: progressionSchema,
    changed: progressionSchema.nullable(),
    difference: differenceSchema.nullable(),
    utilities: z.string(),
    outsideValidity: z.array(z.string()),
    ...said,
  })
  .meta({ id: 'ProgressionReply' });

/** The same schema under each name. */
function each<K extends string, T>(names: readonly K[], of: T): Record<K, T> {
  return Object.fromEntries(names.map((name) => [name, of])) as Record<K, T>;
}
