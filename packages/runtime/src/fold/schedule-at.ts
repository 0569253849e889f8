// The schedule a model is given when it carries a belief on.
import type { InputSeries, Instant, Intervention, Schedule, TwinModel } from '@twinward/contract';
import type { Acting, Feeding, TwinState } from './twin-state.ts';

/** The interventions that act on a twin before an instant, by effective time and sequence. */
export function actingBefore(acting: readonly Acting[], to: Instant): readonly Intervention[] {
  return acting.map((a) => a.intervention).filter(({ effectiveAt }) => effectiveAt < to);
}

/**
 * What acts on a state's members between its belief and an instant, both interventions and inputs; what starts at `to` does not
 * act yet, so it makes no difference whether it was known. `size` is the number of members that will be advanced; fed
 * values are matched to them by index modulo their number.
 */
export function scheduleAt(model: TwinModel, state: TwinState, to: Instant, size: number): Schedule {
  return {
    interventions: actingBefore(state.acting, to),
    inputs: model.inputs.flatMap(({ name, default: otherwise }) => {
      const fed = state.feeding.filter((f) => f.input === name && f.at < to);
      return fed.length === 0 ? [] : [seriesOf(name, otherwise, fed, state.belief.at, size)];
    }),
  };
}

function seriesOf(
  input: string,
  otherwise: number,
  fed: readonly Feeding[],
  from: Instant,
  size: number,
): InputSeries {
  const first: Feeding = { seq: 0, at: from, input, values: null };
  const points = fed[0]!.at > from ? [first, ...fed] : fed;
  const values = new Float64Array(size * points.length);
  for (let m = 0; m < size; m++) {
    points.forEach((point, t) => {
      values[m * points.length + t] =
        point.values === null ? otherwise : point.values[m % point.values.length]!;
    });
  }
  return { input, times: points.map((p) => p.at), values, between: 'hold' };
}

/** The interventions that may still act after an instant, as the model's memory says. */
export function stillActing(model: TwinModel, acting: readonly Acting[], at: Instant): readonly Acting[] {
  return acting.filter(({ intervention }) => intervention.effectiveAt + model.memory * 1000 > at);
}
