import { formatInstant, type Instant, type TwinModel } from '@twinward/contract';
import { columnValues, effectiveSize, weightsOf } from '@twinward/estimate';
import { encodeState } from '../fold/state-bytes.ts';
import type { TwinState } from '../fold/twin-state.ts';
import { hashBytes } from '../hash-bytes.ts';
import type { BeliefView } from '../views/belief-view.ts';
import { fitAt, fitView } from './fit-at.ts';
import { spreadView } from './spread-view.ts';

/** A state as people are shown it; `knownAt` if knowledge was bounded, `now` the instant at which its fit is judged. */
export function beliefView(
  model: TwinModel,
  state: TwinState,
  knownAt: Instant | null,
  now: Instant,
): BeliefView {
  const { belief } = state;
  const weights = weightsOf(belief);
  return {
    twin: state.twin,
    model: model.name,
    modelVersion: model.version,
    at: formatInstant(belief.at),
    seq: state.seq,
    knownAt: knownAt === null ? null : formatInstant(knownAt),
    sha256: hashBytes(encodeState(state)),
    size: belief.size,
    effectiveSize: weights === null ? belief.size : effectiveSize(weights),
    columns: model.columns.map((column, index) => ({
      ...spreadView(column, columnValues(belief, index), weights),
      role: column.role,
    })),
    observables: model.observables.map((o) => spreadView(o, model.predict(belief, o.name), weights)),
    outputs: model.outputs.map((o) => spreadView(o, model.output(belief, o.name), weights)),
    fit: fitView(fitAt(model, state, now)),
  };
}
