import type { Belief, Instant, RandomSource, Schedule } from '@twinward/contract';
import { Ensemble, exp, log, SolverFailure } from '@twinward/simulate';
import { s2008Equations } from './equations.ts';
import { personParameters } from './person-parameters.ts';
import { SENSOR_PHI, SENSOR_SD } from './sensor-error.ts';
import { basalFactorAt, flowAt, type Treatment, treatmentOf } from './treatment.ts';
import { AT, WIDTH } from './twin-columns.ts';

const MINUTE = 60_000;
/** Disturbances move on a grid of five minutes of absolute time, so that their draws do not depend on when readings come. */
const GRID = 5 * MINUTE;
/** Correlation time (min) and standard deviation (mg/kg/min) of the unexplained flux. */
const FLUX_TIME = 60;
const FLUX_SD = 0.9;
/** Relative daily wander of each estimated parameter's logarithm. */
const WANDER_PER_DAY = 0.08;
const FIRST_PARAMETER = AT.Gb!;
const LAST_PARAMETER = AT.ki!;
const STATES = s2008Equations.states.length;
const PARAMETERS = s2008Equations.parameters.length;
const INPUTS = s2008Equations.inputs.length;
const NON_NEGATIVE = s2008Equations.states.map((name) => name !== 'X');

let ensemble: Ensemble | undefined;

/**
 * Carries every member of a belief through meals, insulin and disturbance to a later instant. The stretch is cut where an
 * input changes and at each grid point, where flux and sensor state draw their next values:
 *
 *     flux' = a flux + sqrt(1 - a^2) FLUX_SD N(0,1),   a = exp(-5 / FLUX_TIME)
 */
export function advanceMembers(
  belief: Belief,
  to: Instant,
  schedule: Schedule,
  random: RandomSource,
): Belief {
  const values = belief.values.slice();
  const { size } = belief;
  const treatment = treatmentOf(schedule.interventions);
  const cuts = cutsBetween(belief.at, to, treatment);
  const p = new Float64Array(PARAMETERS * size);
  const u = new Float64Array(INPUTS * size); // CHO, insulin, D, flux
  for (let m = 0; m < size; m++) {
    const o = m * WIDTH;
    for (let i = 0; i < STATES; i++) if (NON_NEGATIVE[i] && values[o + i]! < 0) values[o + i] = 0;
    personParameters(values, o, p.subarray(m * PARAMETERS, (m + 1) * PARAMETERS));
  }
  const live = (at: number, m: number): void => {
    const o = m * WIDTH;
    if (at > belief.at && at % GRID === 0) disturb(values, o, random, m, at / GRID);
    if (at === to) return;
    eat(values, o, treatment, at);
    u[INPUTS * m] = flowAt(treatment.meals, at) * 1000;
    u[INPUTS * m + 1] =
      values[o + AT.basal!]! * basalFactorAt(treatment.basalFactors, at) + flowAt(treatment.boluses, at);
    u[INPUTS * m + 2] = values[o + AT.D!]!;
    u[INPUTS * m + 3] = values[o + AT.flux!]!;
  };
  const { failures } = ready().advance(
    0,
    (to - belief.at) / MINUTE,
    { members: size, y: values, yStride: WIDTH, p, pStride: PARAMETERS, u, uStride: INPUTS },
    {
      breakpoints: cuts.map((at) => (at - belief.at) / MINUTE),
      act: (index, _, m) => live(cuts[index]!, m),
      restart: 'last step',
    },
  );
  for (const { reason, state, time } of failures) throw new SolverFailure(reason, state, time);
  for (let m = 0; m < size; m++) live(to, m);
  return { ...belief, at: to, values };
}

/** When eating begins, D is what the stomach holds; each minute of eating adds its bite. */
function eat(values: Float64Array, o: number, { meals }: Treatment, at: number): void {
  const now = meals.find((meal) => meal.from <= at && at < meal.to);
  if (now === undefined || (at - now.from) % MINUTE !== 0) return;
  const continues = meals.some((meal) => meal.from < at && at <= meal.to);
  if (!continues) values[o + AT.D!] = values[o + AT.Qsto1!]! + values[o + AT.Qsto2!]!;
  values[o + AT.D!] = values[o + AT.D!]! + Math.min(MINUTE, now.to - at) * (now.rate / MINUTE) * 1000;
}

function disturb(values: Float64Array, o: number, random: RandomSource, member: number, tick: number): void {
  const draws = random.draws(member, 1, tick);
  const a = exp(-5 / FLUX_TIME);
  const e = exp(log(SENSOR_PHI) / 3);
  const [flux, sensor] = [o + AT.flux!, o + AT.sensor!];
  values[flux] = a * values[flux]! + Math.sqrt(1 - a * a) * FLUX_SD * draws.normal();
  values[sensor] = e * values[sensor]! + Math.sqrt(1 - e * e) * SENSOR_SD * draws.normal();
  const wander = WANDER_PER_DAY * Math.sqrt(5 / 1440);
  for (let i = o + FIRST_PARAMETER; i <= o + LAST_PARAMETER; i++)
    values[i] = values[i]! * exp(wander * draws.normal());
}

/** The instants from `from`, before `to`, at which inputs change or the grid ticks. */
function cutsBetween(from: number, to: number, treatment: Treatment): readonly number[] {
  const cuts = new Set<number>([from]);
  for (let tick = Math.floor(from / GRID) * GRID + GRID; tick < to; tick += GRID) cuts.add(tick);
  const add = (at: number) => {
    if (at > from && at < to) cuts.add(at);
  };
  for (const flow of [...treatment.boluses, ...treatment.basalFactors]) {
    add(flow.from);
    add(flow.to);
  }
  for (const meal of treatment.meals) {
    for (let bite = meal.from; bite < meal.to; bite += MINUTE) add(bite);
    add(meal.to);
  }
  return [...cuts].sort((a, b) => a - b);
}

/** The equations with their integrator, made at first use. */
function ready(): Ensemble {
  ensemble ??= new Ensemble(s2008Equations, { relativeTolerance: 1e-4, absoluteTolerance: 1e-3 });
  return ensemble;
}
