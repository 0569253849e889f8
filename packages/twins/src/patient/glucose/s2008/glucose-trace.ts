import { TwinwardError } from '@twinward/contract';
import { Ensemble, SolverFailure, type SolverOptions } from '@twinward/simulate';
import { carbohydratePerMinute, type Meal } from './eating.ts';
import { type S2008Output, s2008Equations } from './equations.ts';
import type { VirtualPatient } from './virtual-patient.ts';

/** What a virtual patient lives through, in whole minutes from 0. */
export interface GlucoseProtocol {
  readonly minutes: number;
  readonly meals: readonly Meal[];
  /** Insulin infused in each minute, U/min, basal and bolus together; one number per minute. */
  readonly insulin: ArrayLike<number>;
  /** Minutes between samples; default 1. */
  readonly sampleEvery?: number;
}

/** Glucose and insulin at the sample times. */
export interface GlucoseTrace {
  /** min */
  readonly time: Float64Array;
  /** Interstitial glucose, mg/dL: what a perfect sensor reads. */
  readonly Gsub: Float64Array;
  /** Plasma insulin, pmol/L. */
  readonly I: Float64Array;
}

/** Those of the published reference trajectories. */
const TOLERANCES: SolverOptions = { relativeTolerance: 1e-6, absoluteTolerance: 1e-12 };

/**
 * Glucose and insulin of a virtual patient, from the fasting state, through meals and insulin. Inputs are constant within
 * each minute; the integration restarts each minute with the step the last minute left, as scipy's dopri5 (Fortran) does for
 * simglucose, so that its trajectories are reproduced to rounding and not only to tolerance.
 *
 * The gastric emptying of a meal depends on D: the stomach's content when eating began plus all eaten since. Eating that
 * goes on without a pause is one meal, even if a second was announced meanwhile; D stays as it is when eating ends, until
 * the next meal begins. Throws `usage` when insulin is not given for every minute.
 */
export function glucoseTrace(
  patient: VirtualPatient,
  protocol: GlucoseProtocol,
  options: SolverOptions = TOLERANCES,
): GlucoseTrace {
  const { minutes, meals, insulin, sampleEvery = 1 } = protocol;
  if (insulin.length < minutes) {
    throw new TwinwardError('usage', `insulin for ${insulin.length} of ${minutes} minutes`, {
      field: 'insulin',
      remedy: 'give one number per minute, U/min',
    });
  }
  const { parameters, outputs } = s2008Equations;
  const y = Float64Array.from(patient.fasting);
  const p = Float64Array.from(parameters, (symbol) => patient.parameters[symbol]);
  const u = new Float64Array(4); // CHO, insulin, D, flux
  const eaten = carbohydratePerMinute(meals, minutes);
  const live = (minute: number): void => {
    const now = eaten[minute]!;
    if (minute === 0 || (now > 0 && !(eaten[minute - 1]! > 0))) u[2] = y[0]! + y[1]!;
    u[2]! += now;
    u[0] = now;
    u[1] = insulin[minute]!;
  };
  const time = Float64Array.from(
    { length: Math.floor(minutes / sampleEvery) + 1 },
    (_, i) => i * sampleEvery,
  );
  const rows = new Float64Array(time.length * outputs.length);
  const { failures } = new Ensemble(s2008Equations, options).advance(
    0,
    minutes,
    { members: 1, y, p, pStride: parameters.length, u, uStride: u.length },
    { breakpoints: [...eaten.keys()], act: live, restart: 'last step', samples: { times: time, rows } },
  );
  for (const { reason, state, time: at } of failures) throw new SolverFailure(reason, state, at);
  const column = (name: S2008Output): Float64Array =>
    time.map((_, i) => rows[i * outputs.length + outputs.indexOf(name)]!);
  return { time, Gsub: column('Gsub'), I: column('I') };
}
