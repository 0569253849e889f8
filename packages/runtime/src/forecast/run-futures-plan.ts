// Futures of a twin with everything that acts on it: what is scheduled, what is proposed, what coupled twins will feed it.
import {
  type AbortSignalLike,
  addSeconds,
  type Coupling,
  type InputSeries,
  type Instant,
  type Schedule,
  TwinwardError,
  type WorkResult,
} from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { coupledScale } from '../couple/coupled-values.ts';
import { scheduleAt } from '../fold/schedule-at.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { type FuturesPlan, futuresSeed } from './futures-plan.ts';

/** Gives the state from which a coupled twin's futures run. */
export type StateOf = (entry: TwinEntry) => Promise<TwinState>;

/**
 * Runs the futures of a twin. Twins that feed it are run first, and each of their paths feeds one of its members, so that
 * uncertainty upstream becomes uncertainty downstream.
 */
export async function runFuturesPlan(
  context: RuntimeContext,
  entry: TwinEntry,
  state: TwinState,
  plan: FuturesPlan,
  stateOf: StateOf,
  signal?: AbortSignalLike,
): Promise<WorkResult> {
  const { model } = entry;
  const { times, size, seed } = plan;
  const last = times.at(-1)!;
  const own = scheduleAt(model, state, plan.blind ? ((state.belief.at + 1) as Instant) : last, size);
  const coupled = plan.blind ? [] : await coupledInputs(context, entry, state, plan, stateOf, signal);
  const schedule: Schedule = {
    interventions: [...own.interventions, ...plan.proposed].sort((a, b) => a.effectiveAt - b.effectiveAt),
    inputs: [
      ...own.inputs.filter(({ input }) => !coupled.some((series) => series.input === input)),
      ...coupled,
    ],
  };
  return context.pool.run({ model: model.name, belief: state.belief, schedule, times, size, seed }, signal);
}

async function coupledInputs(
  context: RuntimeContext,
  entry: TwinEntry,
  state: TwinState,
  plan: FuturesPlan,
  stateOf: StateOf,
  signal?: AbortSignalLike,
): Promise<readonly InputSeries[]> {
  const series: InputSeries[] = [];
  for (const coupling of context.directory.couplings.into(entry.opened.twin)) {
    if (!context.directory.has(coupling.from.twin)) continue;
    const fed = await fedSeries(context, coupling, entry, state, plan, stateOf, signal);
    if (fed !== null) series.push(fed);
  }
  return series;
}

/** What has been fed so far, then the upstream twin's own futures; null while those do not reach beyond what was fed. */
async function fedSeries(
  context: RuntimeContext,
  coupling: Coupling,
  entry: TwinEntry,
  state: TwinState,
  plan: FuturesPlan,
  stateOf: StateOf,
  signal?: AbortSignalLike,
): Promise<InputSeries | null> {
  const upstream = context.directory.get(coupling.from.twin);
  const above = await stateOf(upstream);
  const scale = coupledScale(coupling, upstream.model, entry.model);
  const times = plan.times
    .map((time) => addSeconds(time, -coupling.delay))
    .filter((time) => time > above.belief.at);
  if (times.length === 0) return null;
  const { paths } = await runFuturesPlan(
    context,
    upstream,
    above,
    { ...plan, times, seed: futuresSeed(above), proposed: [] },
    stateOf,
    signal,
  );
  const output = paths.find(({ of, name }) => of === 'output' && name === coupling.from.output);
  if (output === undefined) {
    throw new TwinwardError('coupling.invalid', 'the upstream twin gave no paths of the coupled output', {
      field: 'from.output',
    });
  }
  const arrivals = times.map((time) => addSeconds(time, coupling.delay));
  const held = heldUntil(entry, state, coupling.to.input, arrivals[0]!, plan.size);
  return joined(coupling.to.input, held, arrivals, output.values, scale, plan.size);
}

/** What is known to act on an input from the belief on, before an instant; the default where nothing was fed. */
function heldUntil(
  entry: TwinEntry,
  state: TwinState,
  input: string,
  until: Instant,
  size: number,
): InputSeries {
  const known = scheduleAt(entry.model, state, until, size).inputs.find((series) => series.input === input);
  if (known !== undefined) return known;
  const otherwise = entry.model.inputs.find(({ name }) => name === input)?.default ?? 0;
  const values = new Float64Array(size).fill(otherwise);
  return { input, times: [state.belief.at], values, between: 'hold' };
}

function joined(
  input: string,
  held: InputSeries,
  arrivals: readonly Instant[],
  paths: Float64Array,
  scale: (value: number) => number,
  size: number,
): InputSeries {
  const [before, after] = [held.times.length, arrivals.length];
  const width = before + after;
  const values = new Float64Array(size * width);
  for (let m = 0; m < size; m++) {
    values.set(held.values.subarray(m * before, (m + 1) * before), m * width);
    for (let t = 0; t < after; t++) values[m * width + before + t] = scale(paths[m * after + t]!);
  }
  return { input, times: [...held.times, ...arrivals], values, between: 'linear' };
}
