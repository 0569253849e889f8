import { type AbortSignalLike, formatInstant, type Intervention, type WorkResult } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { type FuturesPlan, futuresSeed, gridFrom, sizeOf } from '../forecast/futures-plan.ts';
import { runFuturesPlan } from '../forecast/run-futures-plan.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { fanViews, riskViews } from '../show/fan-view.ts';
import { fitAt, fitView } from '../show/fit-at.ts';
import type { ForecastView } from '../views/forecast-view.ts';
import type { Standpoint } from './standpoint.ts';

/** How far ahead, in minutes from the present, and how many futures. */
export interface Reach {
  readonly minutes?: number | undefined;
  readonly size?: number | undefined;
}

/** The plan of futures from a standpoint: from its belief on the model's grid to `minutes` after its present. */
export function planFrom(
  entry: TwinEntry,
  { state, now }: Standpoint,
  { minutes, size }: Reach,
  proposed: readonly Intervention[] = [],
): FuturesPlan {
  const { model } = entry;
  const { at } = state.belief;
  const seconds = minutes === undefined ? model.horizon.length : minutes * 60;
  return {
    times: gridFrom(model, at, Math.max(0, (now - at) / 1000) + seconds),
    size: sizeOf(model, size),
    seed: futuresSeed(state),
    proposed,
    blind: false,
  };
}

/** A twin's forecast. A twin that does not fit at the present gives no fans and says why. */
export async function forecast(
  context: RuntimeContext,
  entry: TwinEntry,
  standpoint: Standpoint,
  reach: Reach,
  signal?: AbortSignalLike,
): Promise<ForecastView> {
  if (fitAt(entry.model, standpoint.state, standpoint.now).kind !== 'fits') {
    return forecastView(context, entry, standpoint, null, null);
  }
  const plan = planFrom(entry, standpoint, reach);
  const result = await runFuturesPlan(context, entry, standpoint.state, plan, standpoint.stateOf, signal);
  return forecastView(context, entry, standpoint, plan, result);
}

/** Futures as people are shown them; without fans if there are none. */
export function forecastView(
  context: RuntimeContext,
  { model }: TwinEntry,
  { state, now }: Standpoint,
  plan: FuturesPlan | null,
  result: WorkResult | null,
): ForecastView {
  const times = plan?.times ?? [];
  const paths = result?.paths ?? [];
  return {
    twin: state.twin,
    model: model.name,
    modelVersion: model.version,
    seq: state.seq,
    from: formatInstant(state.belief.at),
    issuedAt: formatInstant(context.clock.now()),
    seed: plan?.seed ?? futuresSeed(state),
    size: plan?.size ?? 0,
    times: times.map(formatInstant),
    fans: fanViews(model, paths, times.length),
    risks: paths.length === 0 ? [] : riskViews(model, paths, times, now),
    fit: fitView(fitAt(model, state, now)),
  };
}
