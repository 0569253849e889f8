import {
  type Belief,
  type Innovation,
  type Instant,
  type Measurement,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { assimilate, covarianceOf, judgeFit, meanOf, quantile, weightsOf } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { advanceState, settled } from './advance-state.ts';
import { asideWith, reasonAside, withAside } from './aside.ts';
import { InnovationRing, type RingRow } from './innovation-ring.ts';
import type { TwinState } from './twin-state.ts';

/**
 * The state after a reading made at or after its belief's instant: advanced to the reading, which is then assimilated and judged, or set
 * aside if the model says why.
 * Readings of one instant are taken in one by one. When the model cannot follow (its solver fails or the ensemble collapses)
 * the twin begins again from its prior at that instant, abstains and says so; the reading stands aside with the reason.
 */
export function takeReading(
  model: TwinModel,
  state: TwinState,
  measurement: Measurement,
  at: Instant,
  seq: number,
): TwinState {
  try {
    const advanced = advanceState(model, state, at);
    const reason = reasonAside(model, advanced, measurement);
    if (reason !== null) return withAside(advanced, measurement, seq, reason);
    return assimilated(model, advanced, measurement, seq);
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    return beginAgain(model, state, measurement, at, seq, error);
  }
}

function assimilated(model: TwinModel, state: TwinState, measurement: Measurement, seq: number): TwinState {
  const { at } = state.belief;
  const random = philox(state.seed).derive(`reading ${state.edge.count}`);
  const { belief, results } = assimilate(model, state.belief, [measurement], random);
  const { observable, observed, censored, predicted, sd, pit, shift, doubt, recovered, agreed } = results[0]!;
  const index = model.observables.findIndex((o) => o.name === observable);
  const estimate = estimateOf(model, belief, observable);
  const row: RingRow = {
    seq,
    at,
    observable: index,
    observed,
    censored,
    predicted,
    sd,
    pit,
    shift,
    ...estimate,
    doubt,
    recovered,
    agreed,
  };
  const innovations = state.innovations.push(row);
  const outside = model.outsideValidity?.(belief) ?? [];
  const { warmUp, window } = model.fit;
  const judged = innovationsOf(model, innovations, Math.max(warmUp, window));
  return {
    ...state,
    belief,
    seq: Math.max(state.seq, seq),
    edge: { seq, count: state.edge.count + 1 },
    lastObservedAt: at,
    innovations,
    fit: judgeFit(model.fit, judged, at, at, state.fit, outside),
    counts: { ...state.counts, readings: state.counts.readings + 1 },
  };
}

/** The latest `count` innovations of a ring, oldest first. */
export function innovationsOf(model: TwinModel, ring: InnovationRing, count: number): readonly Innovation[] {
  return ring
    .latest(count)
    .map((row) => ({ ...row, observable: model.observables[row.observable]?.name ?? '' }));
}

function estimateOf(
  model: TwinModel,
  belief: Belief,
  observable: string,
): { readonly mean: number; readonly spread: number; readonly median: number } {
  const values = model.predict(belief, observable);
  const weights = weightsOf(belief);
  return {
    mean: meanOf(values, weights),
    spread: Math.sqrt(Math.max(0, covarianceOf(values, values, weights))),
    median: quantile(values, weights, 0.5),
  };
}

function beginAgain(
  model: TwinModel,
  state: TwinState,
  measurement: Measurement,
  at: Instant,
  seq: number,
  error: TwinwardError,
): TwinState {
  const random = philox(state.seed).derive(`initialise ${at}`);
  const belief = model.initialise(state.subject, at, state.belief.size, random);
  const moved = settled(model, state, { ...state, belief });
  const reason = `the model could not follow (${error.message}); it begins again from its prior`;
  return {
    ...moved,
    seq: Math.max(moved.seq, seq),
    edge: { seq, count: state.belief.at === at ? state.edge.count + 1 : 1 },
    lastObservedAt: at,
    innovations: InnovationRing.EMPTY,
    aside: asideWith(state.aside, {
      seq,
      at,
      observable: measurement.observable,
      value: measurement.value,
      reason,
    }),
    fit: {
      kind: 'abstains',
      reason,
      since: state.fit.kind === 'abstains' ? state.fit.since : at,
    },
    counts: { ...moved.counts, readings: moved.counts.readings + 1 },
  };
}
