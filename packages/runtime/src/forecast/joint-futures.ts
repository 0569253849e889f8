// Futures of twins that feed one another, run together: each twin once, those that feed it before it.
import {
  type AbortSignalLike,
  addSeconds,
  type Coupling,
  type InputSeries,
  type Instant,
  type PathSet,
  type Schedule,
  type TwinId,
  TwinwardError,
  type WorkResult,
} from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { coupledScale } from '../couple/coupled-values.ts';
import { scheduleAt } from '../fold/schedule-at.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { fitAt } from '../show/fit-at.ts';
import type { FuturesPlan } from './futures-plan.ts';

/** Gives the state from which a twin's futures run. */
export type StateOf = (entry: TwinEntry) => Promise<TwinState>;

/** One twin's part in a joint run. */
export interface OwnFutures {
  readonly state: TwinState;
  readonly plan: FuturesPlan;
  readonly result: WorkResult;
}

/** What a joint run is made from. A twin of which `planOf` makes null is not run: what it fed last holds. */
export interface JointParts {
  readonly context: RuntimeContext;
  readonly stateOf: StateOf;
  planOf(entry: TwinEntry, state: TwinState): FuturesPlan | null;
  readonly signal?: AbortSignalLike | undefined;
  /** A run that differs in what is proposed alone: a twin that nothing proposed reaches has its futures from there. */
  readonly baseline?: JointFutures;
}

/**
 * One joint future of several twins, member by member: path m of a twin that feeds another acts on the other's member m (modulo
 * the smaller number), so that uncertainty and effects upstream become uncertainty and effects downstream. Between the instants
 * of the feeding twin's own grid what it feeds runs straight.
 */
export class JointFutures {
  readonly #parts: JointParts;
  readonly #runs = new Map<TwinId, Promise<OwnFutures | null>>();

  constructor(parts: JointParts) {
    this.#parts = parts;
  }

  /** A twin's futures, run once however often they are asked for; null for one that is not run. */
  of(entry: TwinEntry): Promise<OwnFutures | null> {
    const { twin } = entry.opened;
    const run = this.#runs.get(twin) ?? this.#run(entry);
    this.#runs.set(twin, run);
    return run;
  }

  /** Whether anything proposed acts on a twin: on itself or on one that feeds it. */
  async reaches(entry: TwinEntry): Promise<boolean> {
    const { stateOf, planOf } = this.#parts;
    const plan = planOf(entry, await stateOf(entry));
    if (plan === null) return false;
    if (plan.proposed.length > 0) return true;
    for (const coupling of this.#feeding(entry, plan)) {
      if (await this.reaches(this.#upstream(coupling))) return true;
    }
    return false;
  }

  async #run(entry: TwinEntry): Promise<OwnFutures | null> {
    const { context, stateOf, planOf, signal, baseline } = this.#parts;
    const state = await stateOf(entry);
    const plan = planOf(entry, state);
    if (plan === null) return null;
    if (baseline !== undefined && !(await this.reaches(entry))) return baseline.of(entry);
    const { model } = entry;
    const { times, size, seed } = plan;
    const own = scheduleAt(
      model,
      state,
      plan.blind ? ((state.belief.at + 1) as Instant) : times.at(-1)!,
      size,
    );
    const fed: InputSeries[] = [];
    for (const coupling of this.#feeding(entry, plan)) {
      const series = await this.#fedBy(coupling, entry, state, plan);
      if (series !== null) fed.push(series);
    }
    const schedule: Schedule = {
      interventions: [...own.interventions, ...plan.proposed].sort((a, b) => a.effectiveAt - b.effectiveAt),
      inputs: [...own.inputs.filter(({ input }) => !fed.some((series) => series.input === input)), ...fed],
    };
    const unit = { model: model.name, belief: state.belief, schedule, times, size, seed };
    return { state, plan, result: await context.pool.run(unit, signal) };
  }

  #feeding(entry: TwinEntry, plan: FuturesPlan): readonly Coupling[] {
    if (plan.blind) return [];
    const { directory } = this.#parts.context;
    return directory.couplings.into(entry.opened.twin).filter(({ from }) => directory.has(from.twin));
  }

  #upstream({ from }: Coupling): TwinEntry {
    return this.#parts.context.directory.get(from.twin);
  }

  /** What has been fed so far, then the upstream twin's own futures; null while those do not reach beyond what was fed. */
  async #fedBy(
    coupling: Coupling,
    entry: TwinEntry,
    state: TwinState,
    plan: FuturesPlan,
  ): Promise<InputSeries | null> {
    const above = this.#upstream(coupling);
    const futures = await this.of(above);
    if (futures === null) return null;
    const output = pathsOf(futures.result, coupling.from.output);
    const arrivals = futures.plan.times.map((time) => addSeconds(time, coupling.delay));
    const held = heldUntil(entry, state, coupling.to.input, arrivals[0]!, plan.size);
    const scale = coupledScale(coupling, above.model, entry.model);
    return joined(coupling.to.input, held, arrivals, output.values, scale, plan.size);
  }
}

/** Why a twin takes no part in a run seen from `now`; null if it does. A twin that warms up is unsure, not wrong, and takes part. */
export function abstention({ model }: TwinEntry, state: TwinState, now: Instant): string | null {
  const fit = fitAt(model, state, now);
  return fit.kind === 'abstains' ? fit.reason : null;
}

function pathsOf({ paths }: WorkResult, name: string): PathSet {
  const output = paths.find((set) => set.of === 'output' && set.name === name);
  if (output !== undefined) return output;
  throw new TwinwardError('coupling.invalid', 'the upstream twin gave no paths of the coupled output', {
    field: 'from.output',
  });
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
  const feeding = paths.length / after;
  const values = new Float64Array(size * width);
  for (let m = 0; m < size; m++) {
    values.set(held.values.subarray(m * before, (m + 1) * before), m * width);
    const from = (m % feeding) * after;
    for (let t = 0; t < after; t++) values[m * width + before + t] = scale(paths[from + t]!);
  }
  return { input, times: [...held.times, ...arrivals], values, between: 'linear' };
}
