import {
  type AbortSignalLike,
  EMPTY_SCHEDULE,
  type FitState,
  futuresOf,
  type Innovation,
  instant,
  membersOf,
  subjectRef,
  TwinwardError,
} from '@twinward/contract';
import { assimilate, judgeFit, pathColumn, runFutures } from '@twinward/estimate';
import { philox, seedFrom } from '@twinward/simulate';
import { glucoseFreeLiving as model } from '@twinward/twins/patient';
import { type GlucoseGrid, GRID_MINUTES } from './five-minute-grid.ts';

/** Grid points ahead at which forecasts are scored: 30 and 60 minutes. */
export const LEADS: readonly number[] = [6, 12];

/** A forecast from a grid point, and what the twin said of itself there. */
export interface IssuedForecast {
  readonly point: number;
  readonly fit: FitState;
  /** The futures' readings at each of `LEADS`, mg/dL. */
  readonly futures: readonly Float64Array[];
}

/**
 * Lives one recording with its own twin, as the platform would: each reading advances the belief, is assimilated and judged; at the
 * points wanted, futures are run from the belief. Forecasts come out as they are made. Throws `run.cancelled` when aborted.
 */
export function* followPerson(
  grid: GlucoseGrid,
  seed: string,
  wanted: (point: number) => boolean,
  signal: AbortSignalLike,
): Generator<IssuedForecast> {
  const at = (point: number) => instant(Math.round(grid.start) + point * GRID_MINUTES * 60_000);
  const random = philox(seedFrom(seed, grid.id, 'filter'));
  const subject = { ref: subjectRef('Patient/recorded'), facts: {} };
  const judged = Math.max(model.fit.warmUp, model.fit.window);
  let belief = model.initialise(subject, at(0), membersOf(model.assimilation), random);
  let fit: FitState = { kind: 'warming-up', reason: 'has seen nothing' };
  let innovations: Innovation[] = [];
  for (const [point, value] of grid.mgdl.entries()) {
    if (Number.isNaN(value)) continue;
    if (signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
    const now = at(point);
    belief = model.advance(belief, now, EMPTY_SCHEDULE, random);
    const taken = assimilate(model, belief, [{ observable: 'glucose', value, censored: null }], random);
    belief = taken.belief;
    innovations = [...innovations, { ...taken.results[0]!, seq: point, at: now }].slice(-judged);
    fit = judgeFit(model.fit, innovations, now, now, fit, model.outsideValidity?.(belief) ?? []);
    if (!wanted(point)) continue;
    const unit = {
      model: model.name,
      belief,
      schedule: EMPTY_SCHEDULE,
      times: LEADS.map((lead) => at(point + lead)),
      size: futuresOf(model),
      seed: seedFrom(seed, grid.id, point),
    };
    const readings = runFutures(unit, model).paths.find(({ of }) => of === 'observable')!;
    yield { point, fit, futures: LEADS.map((_, i) => pathColumn(readings, LEADS.length, i)) };
  }
}
