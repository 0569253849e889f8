// What is kept of a forecast so that it can be held to account.
import {
  addSeconds,
  type Instant,
  type PathSet,
  type TwinModel,
  TwinwardError,
  type WorkResult,
} from '@twinward/contract';
import { meanOf, pathColumn, quantiles } from '@twinward/estimate';
import type { ForecastLead, IssuedForecast } from '@twinward/record';
import { seedFrom } from '@twinward/simulate';
import type { RingRow } from '../fold/innovation-ring.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { FuturesPlan } from './futures-plan.ts';

/** Levels of the stored quantiles, and values in the stored sample. */
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
const SAMPLE = 50;

/** The observable a twin is held to account for: the first its model declares. */
export const HEADLINE = 0;

/** The latest reading of the headline observable; null while there is none in the ring. */
export function latestHeadline(state: TwinState): RingRow | null {
  const ring = state.innovations;
  for (let i = ring.length - 1; i >= 0; i--) {
    const row = ring.row(i);
    if (row.observable === HEADLINE) return row;
  }
  return null;
}

/**
 * The forecast of the headline observable at the model's scored lead times, as it is stored. Its id follows from twin, position and
 * mode, so a repetition after a crash changes nothing. The sample holds every (size / 50)-th path.
 */
export function issuedForecast(
  model: TwinModel,
  state: TwinState,
  plan: FuturesPlan,
  result: WorkResult,
  mode: IssuedForecast['mode'],
  issuedAt: Instant,
): IssuedForecast {
  const { name } = model.observables[HEADLINE]!;
  const paths = result.paths.find((p) => p.of === 'observable' && p.name === name);
  const latest = latestHeadline(state);
  if (paths === undefined || latest === null) {
    throw new TwinwardError('scenario.invalid', `there are no futures of ${name} to issue`);
  }
  const from = state.belief.at;
  return {
    id: seedFrom(state.twin, mode, from, state.seq),
    twin: state.twin,
    model: model.name,
    modelVersion: model.version,
    seq: state.seq,
    from,
    issuedAt,
    seed: plan.seed,
    mode,
    observable: name,
    persistence: latest.observed,
    leads: model.horizon.scored.map((lead) => leadOf(paths, plan.times, from, lead)),
  };
}

function leadOf(paths: PathSet, times: readonly Instant[], from: Instant, lead: number): ForecastLead {
  const index = times.indexOf(addSeconds(from, lead));
  if (index < 0) {
    throw new TwinwardError('model.invalid', `the scored lead of ${lead} s is not on the forecast's grid`, {
      field: 'horizon.scored',
      remedy: 'score at multiples of the step, within the length',
    });
  }
  const values = pathColumn(paths, times.length, index);
  const sample = Array.from({ length: SAMPLE }, (_, k) => values[Math.floor((k * values.length) / SAMPLE)]!);
  return {
    lead,
    mean: meanOf(values, null),
    quantiles: quantiles(values, null, LEVELS),
    sample: sample.sort((a, b) => a - b),
  };
}
