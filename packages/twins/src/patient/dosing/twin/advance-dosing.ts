import type { Belief, Instant, Schedule } from '@twinward/contract';
import type { LinearKinetics } from '../kinetics/linear-kinetics.ts';
import { kineticsOfValues, typicalValues } from '../population/individual-kinetics.ts';
import type { CovariateValues, PopulationModel } from '../population/population-model.ts';
import { type DosingColumns, HOURS_KEPT } from './dosing-columns.ts';
import { type Stretch, stretches } from './dosing-treatment.ts';

const HOUR = 3_600_000;

/**
 * Carries every member through infusions and news of covariates to a later instant, in closed form between the cuts. A new
 * value of a covariate moves a member's parameters by the ratio of the typical ones, new to old.
 */
export function advanceDosing(
  model: PopulationModel,
  at: DosingColumns,
  belief: Belief,
  to: Instant,
  { interventions }: Schedule,
): Belief {
  if (to <= belief.at) return belief;
  const values = belief.values.slice();
  const parts = stretches(model, interventions, belief.at, to);
  for (let m = 0; m < belief.size; m++) carry(model, at, values, m * at.width, parts);
  return { ...belief, at: to, values };
}

function carry(
  model: PopulationModel,
  at: DosingColumns,
  values: Float64Array,
  o: number,
  parts: readonly Stretch[],
): void {
  let kinetics = kineticsAt(model, at, values, o);
  const inflow = new Float64Array(kinetics.size);
  const amounts = new Float64Array(kinetics.size);
  for (const { from, to, rate, news, fullHour } of parts) {
    if (news.length > 0) {
      learn(model, at, values, o, news);
      kinetics = kineticsAt(model, at, values, o);
    }
    const volumes = volumesOf(kinetics);
    const c = kinetics.central;
    inflow[c] = rate;
    volumes.forEach((volume, i) => {
      amounts[c + i] = values[o + at.concentrations + i]! * volume;
    });
    const exposed = kinetics.advance(amounts, inflow, (to - from) / HOUR);
    volumes.forEach((volume, i) => {
      values[o + at.concentrations + i] = amounts[c + i]! / volume;
    });
    values[o + at.exposure] = values[o + at.exposure]! + exposed;
    if (!fullHour) continue;
    for (let k = HOURS_KEPT; k > 0; k--) values[o + at.exposure + k] = values[o + at.exposure + k - 1]!;
  }
}

/** Volume of each compartment in which concentrations are equal at rest: V, and V out / back. */
function volumesOf({ constants: { V, exchange } }: LinearKinetics): readonly number[] {
  return [V, ...exchange.map(({ out, back }) => (V * out) / back)];
}

function kineticsAt(
  model: PopulationModel,
  at: DosingColumns,
  values: Float64Array,
  o: number,
): LinearKinetics {
  const own: Record<string, number> = {};
  for (const [i, { name }] of model.parameters.entries()) own[name] = values[o + at.kinetics + i]!;
  return kineticsOfValues(own);
}

function learn(
  model: PopulationModel,
  at: DosingColumns,
  values: Float64Array,
  o: number,
  news: Stretch['news'],
): void {
  const before = typicalValues(model, covariatesAt(model, at, values, o));
  for (const { covariate, value } of news) values[o + at.covariates + covariate] = value;
  const after = typicalValues(model, covariatesAt(model, at, values, o));
  for (let i = 0; i < after.length; i++) {
    const place = o + at.kinetics + i;
    values[place] = (values[place]! * after[i]!) / before[i]!;
  }
}

/** The covariates a member is carried with. */
export function covariatesAt(
  model: PopulationModel,
  at: DosingColumns,
  values: Float64Array,
  o: number,
): CovariateValues {
  return Object.fromEntries(
    model.covariates.map(({ name }, i) => [name, values[o + at.covariates + i]!] as const),
  );
}
